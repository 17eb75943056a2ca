package conversation_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// suite are rapid's flags unless they are given. The suite is to take three
// minutes with -race on two cores, and to say the same every time: new ground
// is for "make dialogues".
var suite = map[string]string{"rapid.checks": "12", "rapid.seed": "1"}

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
