package ledger

import (
	"strings"

	"isoscan/internal/facts"
)

// HostFacts is what the register says of a host, as the rules on hosts read it.
func (l *Ledger) HostFacts(host, machineID string) facts.Ledger {
	out := facts.Ledger{Assets: len(l.Assets), Source: facts.LedgerEntry(l.Digest)}
	a, ok := l.Asset(host, machineID)
	if !ok {
		return out
	}
	out.Registered = true
	f := &facts.LedgerAsset{
		ID: a.ID, Owner: l.personFact(a.Owner).Name, Location: a.Location, Classification: strings.ToLower(a.Classification),
		Role: a.Role, Environment: a.Environment, CostCentre: a.CostCentre,
		PurchasedDay: facts.Day(a.Purchased), WarrantyEndDay: facts.Day(a.WarrantyUntil),
		Accounts: map[string]facts.LedgerAccount{},
		Software: append([]string{}, a.Software...), SoftwareGiven: len(a.Software) > 0,
		Services: append([]string{}, a.Services...), ServicesGiven: len(a.Services) > 0,
		Labels: map[string]string{}, MachineIDPinned: a.MachineID != "", Source: facts.LedgerEntry(a.Source()),
	}
	for _, acc := range a.Accounts {
		f.Accounts[acc.Name] = facts.LedgerAccount{Owner: l.personFact(acc.Owner).Name, Purpose: acc.Purpose}
	}
	if a.ThirdParties != nil {
		f.ThirdParties = []facts.LedgerThirdParty{}
	}
	for _, t := range a.ThirdParties {
		f.ThirdParties = append(f.ThirdParties, facts.LedgerThirdParty{Name: t.Name, Access: t.Access, Contract: t.Contract})
	}
	for k, v := range a.Labels {
		f.Labels[k] = v
	}
	out.Asset = f
	return out
}
