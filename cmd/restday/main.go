// Command restday is the whole program: the bot, and what its host needs.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // athletes' zones must load on any machine

	"github.com/alecthomas/kong"
)

// Exit codes, as contract.md has them.
const (
	exitDone    = 0
	exitRefused = 1
	exitUsage   = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C does not wait
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// flags is the command line: a field a subcommand.
type flags struct {
	DB     string `name:"db" placeholder:"PATH|URL" help:"Database: a file, :memory: or postgres://…"`
	Config string `placeholder:"FILE" help:"Config file; without it config.yaml is read if it is there."`
	Rules  string `placeholder:"DIR" help:"Rule files laid over the built-in ones, in place of the config's: a folder or a file, several with commas."`

	Try    tryCmd    `cmd:"" help:"Talk to the bot in this terminal; no account, no config."`
	Serve  serveCmd  `cmd:"" help:"Run on Telegram and Discord, whichever has a token."`
	Check  checkCmd  `cmd:"" help:"Say what is wrong with config, tokens, database and rules; send nothing."`
	Parse  parseCmd  `cmd:"" help:"What the bot would record from a reply, as JSON."`
	Decide decideCmd `cmd:"" help:"Facts as JSON on standard input, the decision as JSON on standard output."`
	Book   rulesCmd  `cmd:"" name:"rules" help:"List the rules, check and test your own, and see what they would have changed."`
	Import importCmd `cmd:"" help:"Store a CSV file; its first line names the columns."`
	Export exportCmd `cmd:"" help:"Write what is stored to standard output."`

	Simulate simulateCmd `cmd:"" help:"Synthetic athletes live through a season, under a clock that jumps; says what became of them."`
}

// run is the program as a value that tests can start. It returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) int {
	var f flags
	helped := false
	parser, err := newParser(&f, kong.Writers(stdout, stderr),
		kong.Exit(func(int) { helped = true }), kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		return refuse(stderr, err)
	}
	command, err := parser.Parse(args)
	switch {
	case helped:
		return exitDone
	case err != nil:
		fmt.Fprintf(stderr, "restday: %v\nrestday --help lists what there is.\n", err)
		return exitUsage
	}
	if err := command.Run(&program{stdin, stdout, stderr, env, &f}); err != nil {
		return refuse(stderr, err)
	}
	return exitDone
}

func newParser(f *flags, more ...kong.Option) (*kong.Kong, error) {
	return kong.New(f, append([]kong.Option{kong.Name("restday"),
		kong.Description("A chat bot for athletes' daily check-ins. Start with: restday try"),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true})}, more...)...)
}

func refuse(stderr io.Writer, err error) int {
	fmt.Fprintf(stderr, "restday: %v\n", err)
	return exitRefused
}
