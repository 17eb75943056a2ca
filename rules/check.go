package rules

// Tested is what the two examples of one rule showed.
type Tested struct {
	Rule   string
	Layer  string  // "" it came with the program
	Failed []error // each names file and line; none: both showed what they should
}

// Test runs the examples of every rule and returns what they showed, in the
// order of the rules, and what else is wrong with the files.
func Test(over ...Layer) ([]Tested, []error) {
	files, err := builtinFiles()
	if err != nil {
		return nil, []error{err}
	}
	l, bad := read(files, over)
	var tested []Tested
	for _, f := range l.files {
		tested = append(tested, Tested{f.ID, f.Layer, f.failed})
	}
	return tested, bad
}

// Problems returns everything that is wrong with layers over the built-in rules:
// what Load refuses, and what can be shown to be a mistake although it works.
func Problems(over ...Layer) []error {
	files, err := builtinFiles()
	if err != nil {
		return []error{err}
	}
	l, bad := read(files, over)
	for _, f := range l.files {
		bad = append(bad, f.failed...)
	}
	if len(bad) == 0 {
		bad = l.speechless()
	}
	return bad
}
