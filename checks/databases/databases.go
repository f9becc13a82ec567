// Package databases gathers how databases and caches let clients in: who may
// connect, from where and with which proof. Configuration is read as each
// daemon reads it, from files alone; no database is asked anything.
package databases

import (
	"context"
	"fmt"
	"strconv"

	"isoscan/internal/facts"
	"isoscan/internal/host"
	"isoscan/internal/parse/service"
)

// Info describes the check.
func Info() facts.CheckInfo {
	return facts.CheckInfo{
		ID:    "databases",
		Title: "Databases and caches",
		Description: "Reads the configuration of PostgreSQL (with pg_hba.conf), MySQL and MariaDB, Redis and its relatives, memcached, " +
			"MongoDB, Elasticsearch and OpenSearch as each daemon reads it: includes, precedence, defaults.",
	}
}

// Gather reads the host.
func Gather(ctx context.Context, h host.Host, gaps *facts.Gaps) (*Facts, error) {
	g := &gatherer{Host: service.Open(ctx, h), gaps: gaps}
	f := &Facts{
		PostgreSQL: g.postgresql(), MySQL: g.mysql(), Redis: g.redis(),
		Memcached: g.memcached(), MongoDB: g.mongodb(), Elasticsearch: g.elasticsearch(),
	}
	return f, ctx.Err()
}

type gatherer struct {
	*service.Host
	gaps *facts.Gaps
}

// present tells whether a product is there; when that cannot be told, it is a
// gap for all of the product.
func (g *gatherer) present(name string, p service.Product) *facts.Sourced[bool] {
	there, err := g.Present(p)
	if err != nil {
		g.gaps.Add(name+".present", err)
		return nil
	}
	return there
}

// in writes the path of a key below a map of the facts.
func in(of, key string) string { return of + "[" + strconv.Quote(facts.Text(key)) + "]" }

// at is a line of a file as a source.
func at(path string, line int) facts.Source { return facts.FileLine(facts.Text(path), line) }

// lineError says where something could not be understood.
func lineError(path string, line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", facts.Text(path), line, fmt.Sprintf(format, args...))
}

// settings are options by name, with where each was set.
type settings map[string]facts.Sourced[string]

// fallback sets what nothing else does.
func (s settings) fallback(product string, values map[string]string) {
	for k, v := range values {
		if _, ok := s[k]; !ok {
			s[k] = facts.At(v, facts.Default(product))
		}
	}
}

// only keeps the named options.
func (s settings) only(names ...string) settings {
	out := settings{}
	for _, n := range names {
		if v, ok := s[n]; ok {
			out[n] = v
		}
	}
	return out
}
