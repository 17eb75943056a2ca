# restday: what one does here every day. Everything also works without make.

LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: build test race lint try dialogues properties bench faults torture ci

build: # one static binary
	CGO_ENABLED=0 go build -trimpath -o restday ./cmd/restday

test:
	go test ./...

race: # needs a C compiler
	.ci/race

lint:
	test -z "$$(gofmt -l .)" && go vet ./... && go run $(LINT) run

try: # talk to the bot in this terminal
	go run ./cmd/restday try

dialogues: # 100,000 steps of random dialogues; on PostgreSQL too when RESTDAY_TEST_POSTGRES is set; the same again: make dialogues SEED=7
	go test ./conversation -run TestDialogues -v -timeout 0 -rapid.checks=1000 -rapid.steps=110 -rapid.seed=$(or $(SEED),0)

properties: # what holds on every day, on a million of them; the same again: make properties SEED=7
	go test ./rules -run TestProperties -v -timeout 0 -rapid.checks=1000000 -rapid.seed=$(or $(SEED),0)

bench: # restday beside a usual bot, about 20 minutes; one part: make bench ROW=wave SEED=7
	cd bench && go run . -row "$(ROW)" -seed "$(or $(SEED),1)"

faults: # every fault of a network × every kind of message × every place of a crash
	go test -tags failpoint -run TestFaultMatrix -parallel 24 -timeout 20m ./cmd/restday

torture: # kills, full disks, locks, wrong clocks: make torture MINUTES=10 SEED=7 DB=postgres (which needs RESTDAY_TEST_POSTGRES)
	go test -tags 'failpoint torture' -run TestTorture -v -timeout 0 ./cmd/restday \
		-minutes $(or $(MINUTES),10) -seed $(or $(SEED),0) -store $(or $(DB),sqlite)

ci: # everything that must hold, PostgreSQL included
	.ci/run
