package scan

import (
	"context"
	"slices"

	"isoscan/internal/assessment"
	"isoscan/internal/facts"
	"isoscan/internal/params"
	"isoscan/internal/score"
)

// Organisation judges many hosts by the same criteria and sums them up, one at
// a time.
type Organisation struct {
	c      Criteria
	sum    *score.Organisation
	digest string
}

// NewOrganisation starts an empty register.
func NewOrganisation(c Criteria) *Organisation {
	return &Organisation{c: c, sum: score.NewOrganisation(c.Engine.Catalogue)}
}

// Evaluate judges one host's facts and takes the result into the register. Of
// many facts give the newest of each host: see NewestOf.
func (o *Organisation) Evaluate(ctx context.Context, doc *facts.Document) (*assessment.Assessment, error) {
	return o.EvaluateNewest(ctx, doc, 0)
}

// EvaluateNewest is Evaluate, and notes how many older facts of the host were
// left out.
func (o *Organisation) EvaluateNewest(ctx context.Context, doc *facts.Document, older int) (*assessment.Assessment, error) {
	a, err := Evaluate(ctx, o.c, doc)
	if err != nil {
		return nil, err
	}
	if err := o.sum.AddNewest(a, older); err != nil {
		return nil, err
	}
	o.digest = a.PoliciesDigest
	return a, nil
}

// Finish adds the hosts of the asset register of which there were no facts, and
// gives the register of the organisation.
func (o *Organisation) Finish() (*assessment.Organisation, error) {
	if o.c.Records == nil {
		return o.sum.Finish(nil, o.digest), nil
	}
	for _, asset := range o.c.Records.judged.Register() {
		// Racks, rooms and the like are in the register too.
		if asset.Role != "" && !slices.Contains(params.Roles(), asset.Role) {
			continue
		}
		people := &score.Ledger{Records: o.c.Records.judged.For(asset.Host, o.c.Records.machineID(asset.ID))}
		if err := people.Check(); err != nil {
			return nil, err
		}
		controls, _, _ := score.Register(o.c.Engine.Catalogue, nil, people)
		o.sum.AddNotAssessed(asset, controls)
	}
	l := o.c.Records.judged.Organisation()
	l.JudgedOn = o.c.Records.day
	return o.sum.Finish(l, o.digest), nil
}

// IdleWaivers are the waivers that waived nothing on the hosts judged so far, or
// an object of which did not, with the reason by record id. Left out is one that
// is also for hosts of the register that were not judged: nobody can tell.
func (o *Organisation) IdleWaivers() map[string]string {
	out := o.sum.IdleWaivers()
	if o.c.Records == nil || len(out) == 0 {
		return nil
	}
	for _, asset := range o.c.Records.judged.Register() {
		if asset.Role != "" && !slices.Contains(params.Roles(), asset.Role) || o.sum.Assessed(asset.ID) {
			continue
		}
		for _, r := range o.c.Records.judged.For(asset.Host, o.c.Records.machineID(asset.ID)) {
			delete(out, r.ID)
		}
	}
	return out
}
