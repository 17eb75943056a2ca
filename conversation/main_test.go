package conversation_test

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// fewer is how many random dialogues a test plays unless -rapid.checks says
// otherwise: the suite is to take three minutes with -race on two cores.
const fewer = 40

func TestMain(m *testing.M) {
	flag.Parse()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if !given {
		if err := flag.Set("rapid.checks", fmt.Sprint(fewer)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}
