# Every target works on a fresh machine with Go and git; CI runs the same ones.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

GO      ?= go
# The version is set below; asking git during builds fails in a checkout of another owner.
export GOFLAGS := $(GOFLAGS) -buildvcs=false
BIN     := bin/isoscan
# A tag names a release; between releases the commit says what was built.
VERSION := $(shell git describe --tags --dirty 2>/dev/null || echo $$(cat VERSION)$$(git describe --always --dirty 2>/dev/null | sed 's/^/+/'))
LDFLAGS := -s -w -X main.version=$(VERSION)
OUT     ?= out
GODIRS  := cmd checks internal policies reports scripts
# How much each fuzz target runs in make fuzz: a number of inputs, because a time
# ends slow targets with an error of the fuzzer's own; FUZZTIME=1m for a long run.
# An input of the formats is a whole report, so fewer do. And flags for go test.
FUZZTIME    ?= 500x
FUZZREPORTS ?= $(if $(filter file,$(origin FUZZTIME)),50x,$(FUZZTIME))
TESTFLAGS   ?= $(if $(CI),-v)
# Programs that tests compare with, and what builds and looks at test data.
TEST_PACKAGES := acl apparmor auditd bind9-utils ca-certificates chromium chrony cmark-gfm cron db5.3-util \
	dbus-bin dbus-daemon debootstrap dnsmasq-base firewalld fonts-dejavu-core gcc git ipmitool iproute2 iptables \
	jq kmod libc6-dev libcap2-bin libpam-pwquality libreoffice-calc-nogui libxml2-utils logrotate \
	mariadb-client-core memcached nagios4-core netbase nfs-kernel-server nftables nmap opendoas openipmi \
	openscap-scanner openssh-client openssh-server openssl openvpn polkitd poppler-utils postgresql prometheus \
	python3 python3-firewall python3-junitparser qpdf redis-server rpm rsync rsyslog samba-common-bin snmp snmpd \
	strongswan-charon strongswan-starter strongswan-swanctl sudo systemd tcpd tftpd-hpa ufw usbguard util-linux \
	vsftpd wireguard-tools wpasupplicant xinetd zabbix-agent zsh
# And of packages that cannot be installed beside those, or beside one another, or that come
# without what they depend on (alone:NAME).
UNPACKED := aide alone:docker.io alone:systemd-timesyncd alone:xrdp libdevmapper1.02.1 libjpeg62-turbo openbsd-inetd ntpsec proftpd-core proftpd-mod-crypto pure-ftpd syslog-ng-core

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build the one static binary, bin/isoscan
	@command -v $(GO) >/dev/null || { echo 'error: Go is not installed, or not in PATH'; echo 'hint: install Go $(shell sed -n 's/^go //p' go.mod) or newer from https://go.dev/dl/, and add its bin folder to PATH'; exit 1; }
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/isoscan

.PHONY: audit
audit: ## set up, build and audit this machine; reports go to out/
	sh scripts/audit-setup.sh
	@$(MAKE) --no-print-directory build
	$(BIN) scan --format json,pdf,text --output-dir $(OUT)

.PHONY: test
test: test-setup check corpus ## set up for the tests and run every one; needs root

.PHONY: check
check: fmt vet build policies lint test-go fuzz ## every test but the corpus; some compare with programs as root

.PHONY: test-setup
test-setup: ## install the Debian packages that the tests need
	sh scripts/debian-packages.sh $(TEST_PACKAGES)
	@for package in $(UNPACKED); do sh scripts/debian-unpack.sh $$package; done
	@command -v npm >/dev/null || sh scripts/debian-packages.sh npm
	@$(MAKE) --no-print-directory tools/axe/node_modules

# The accessibility engine that the tests of the HTML report run in Chromium.
tools/axe/node_modules: tools/axe/package.json tools/axe/package-lock.json
	cd tools/axe && npm ci --no-audit --no-fund --ignore-scripts --silent
	@touch $@

.PHONY: fmt
fmt: ## fail on Go files that gofmt would change
	@files=$$(gofmt -l $(GODIRS)); \
	if [ -n "$$files" ]; then echo "error: gofmt would change:" $$files; echo "hint: gofmt -w" $$files; exit 1; fi

.PHONY: fix
fix: bin/regal ## format the Go code and the policies
	gofmt -w $(GODIRS)
	bin/regal fix policies

.PHONY: vet
vet: ## go vet
	$(GO) vet ./...

.PHONY: policies
policies: build ## run the cases of every rule, and never-green over them
	$(BIN) policies test

.PHONY: lint
lint: bin/regal bin/golangci-lint ## lint the policies, the Go code and its import directions
	bin/regal lint policies
	bin/golangci-lint run ./...

# The tools have modules of their own, so that their dependencies are not ours.
bin/regal: tools/regal/go.mod tools/regal/go.sum
	cd tools/regal && $(GO) build -o ../../$@ github.com/open-policy-agent/regal

bin/golangci-lint: tools/golangci/go.mod tools/golangci/go.sum
	cd tools/golangci && $(GO) build -o ../../$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

# The race detector looks at what runs at the same time. What only computes much
# (transcripts that compile the policies again and again, properties over random
# ledgers, one report after another) runs without it, else it takes most of an hour.
ALONE := ^(TestScripts|TestPropertiesOf.*|TestOddFactsAreNoPass|TestNothingSeenIsNothingPassed|TestRoleIsGivenToldOrAssumed|TestOnlyBeginningsAndEndsChangeAnything|TestANarrowerScopeConformsNoMore|TestExample[A-Z].*|TestARuinedHostIsNoPass|TestARuinedFolderIsNoAbsence|TestARuleOfOnesOwnIsBounded|TestResolvesAsChroot)$$

.PHONY: test-go
test-go: ## go test, with -race where things run at the same time
	$(GO) test -race $(TESTFLAGS) -skip '$(ALONE)' $$($(GO) list ./... | grep -vE '/(internal/ledger|policies|reports/[a-z]+)$$')
	$(GO) test $(TESTFLAGS) -run '$(ALONE)' ./internal/cli ./internal/host ./internal/policy ./internal/scan
	$(GO) test $(TESTFLAGS) ./internal/ledger ./policies ./reports/...

.PHONY: fuzz
fuzz: ## run each fuzz target a little (FUZZTIME=1m: for longer)
	@grep -rlE '^func Fuzz' --include='*_test.go' $(GODIRS) | xargs -r -n1 dirname | sort -u | while read -r dir; do \
		time=$(FUZZTIME); case "$$dir" in reports*) time=$(FUZZREPORTS) ;; esac; \
		for target in $$(grep -ohE '^func Fuzz[A-Za-z0-9_]+' "$$dir"/*_test.go | cut -c6- | sort); do \
			echo "$$dir $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime "$$time" "./$$dir" </dev/null | grep -v '^fuzz: elapsed'; \
		done; \
	done

.PHONY: corpus
corpus: build ## plant defects on a Debian tree, scan it before and after; needs root
	$(GO) build -o bin/corpus ./internal/corpus/cmd/corpus
	bin/corpus

.PHONY: bench
bench: build ## print times of start-up, gathering, compiling, evaluating, rendering
	$(GO) test -run '^$$' -bench . -benchmem ./...
	@$(GO) run ./scripts/bench $(BIN)

.PHONY: compare
compare: build ## write docs/compare.md: isoscan, Lynis and OpenSCAP on one tree and this machine; needs root
	sh scripts/debian-packages.sh debootstrap lynis openscap-scanner
	$(GO) build -o bin/compare ./scripts/compare
	bin/compare -isoscan $(BIN)

.PHONY: update
update: ## refresh the golden files; look at the difference before you commit
	@grep -rlE 'flag\.Bool\("update"' --include='*_test.go' $(GODIRS) | xargs -r -n1 dirname | sort -u | while read -r dir; do \
		echo "$$dir"; $(GO) test -count=1 "./$$dir" -update </dev/null; \
	done

.PHONY: clean
clean: ## delete what was built, the reports and the caches
	rm -rf bin $(OUT) .cache tools/axe/node_modules
