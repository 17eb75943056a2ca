package rules

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Over returns the library with the changes of a squad over it: lines like
// "short_sleep: 6.5", a number within its limits, and "G1: off", a rule that is no
// safety rule. An error names what cannot be so.
func (l *Library) Over(changes string) (*Library, error) {
	files := texts{}
	for line := range strings.Lines(changes) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		if value = strings.TrimSpace(value); value == "off" {
			files[name+".yaml"] = fmt.Sprintf("id: %s\noff: true\n", name)
			continue
		}
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return nil, fmt.Errorf("%s is neither a number nor off", name)
		}
		files[numbersFile] += name + ": " + value + "\n"
	}
	if len(files) == 0 {
		return l, nil
	}
	return Load(l.base, append(slices.Clone(l.over), Layer{Name: "team", Files: files})...)
}

// texts is a folder whose files are in memory.
type texts map[string]string

// Open implements fs.FS; the files are read whole, by ReadFile.
func (t texts) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.ErrUnsupported}
}

// ReadFile implements fs.ReadFileFS.
func (t texts) ReadFile(name string) ([]byte, error) {
	text, ok := t[name]
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return []byte(text), nil
}

// Glob implements fs.GlobFS.
func (t texts) Glob(pattern string) (names []string, err error) {
	for _, name := range slices.Sorted(maps.Keys(t)) {
		match, err := path.Match(pattern, name)
		if err != nil {
			return nil, err
		}
		if match {
			names = append(names, name)
		}
	}
	return names, nil
}
