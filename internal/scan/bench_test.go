package scan

import (
	"context"
	"testing"

	"isoscan/checks"
	"isoscan/internal/host"
	"isoscan/internal/policy"
	"isoscan/policies"
)

func BenchmarkCompilePolicies(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := policy.Load(policies.FS); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGather(b *testing.B) {
	for _, c := range checks.All(checks.Options{Nmap: "off"}) {
		b.Run(c.Info().ID, func(b *testing.B) {
			h := host.NewLocal()
			b.ReportAllocs()
			for b.Loop() {
				c.Gather(context.Background(), h)
			}
		})
	}
	b.Run("all", func(b *testing.B) {
		g := Gatherer{Checks: checks.All(checks.Options{Nmap: "off"})}
		for b.Loop() {
			g.Gather(context.Background(), host.NewLocal(), "")
		}
	})
}

func BenchmarkEvaluate(b *testing.B) {
	e, err := policy.Load(policies.FS)
	if err != nil {
		b.Fatal(err)
	}
	doc := Gatherer{Checks: checks.All(checks.Options{Nmap: "off"})}.Gather(context.Background(), host.NewLocal(), "")
	b.ReportAllocs()
	for b.Loop() {
		a, err := Evaluate(context.Background(), Criteria{Engine: e, Profile: "strict"}, doc)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(a.Rules)), "rules")
	}
}
