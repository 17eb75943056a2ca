package rules

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// suite are rapid's flags unless they are given: the suite says the same every
// time, and new ground is for "make properties".
var suite = map[string]string{"rapid.checks": "200", "rapid.seed": "1"}

func TestMain(m *testing.M) {
	flag.Parse()
	flag.Visit(func(f *flag.Flag) { delete(suite, f.Name) })
	for name, value := range suite {
		if err := flag.Set(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}
