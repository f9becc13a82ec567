package packages

import (
	"context"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/pkgdb"
)

func gatherRPMUpdates(ctx context.Context, h host.Host, installed []pkgdb.Package, f *Facts, gaps *facts.Gaps) {
	const why = "the metadata caches of dnf and zypper are not read"
	gaps.AddReason("updates", why, false)
	gaps.AddReason("indexes", why, false)
}
