package plan

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"

	"restday"
)

//go:embed catalogue/*.yaml catalogue/*/*.yaml
var builtin embed.FS

// Catalogue holds the sessions that take the place of planned ones: one for
// each of rest, recovery and easy, and more for single sports; ideas for gentle
// days; and tips.
type Catalogue struct {
	entries []entry
	ideas   []Idea // by order
	tips    []Tip  // by group, each in the order of its file
}

// Builtin returns the catalogue that comes with the program.
func Builtin() (*Catalogue, error) {
	files, err := fs.Sub(builtin, "catalogue")
	if err != nil {
		return nil, fmt.Errorf("open the built-in catalogue: %w", err)
	}
	return Load(files)
}

// Load reads the *.yaml files of fsys: sessions in its root, one a file; ideas,
// one a file, and tips, one group a file, in folders of these names. Each error
// names file and line and says what to mend; all bad files are reported at once.
func Load(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{}
	err := errors.Join(
		eachFile(fsys, "*.yaml", c.addSession),
		eachFile(fsys, "ideas/*.yaml", c.addIdea),
		eachFile(fsys, "tips/*.yaml", c.addTips),
	)
	if err != nil {
		return nil, err
	}
	return c, errors.Join(c.complete(), c.joined())
}

func (c *Catalogue) addSession(name string, data []byte) error {
	e, err := parseEntry(name, data)
	if err != nil {
		return err
	}
	return c.add(e)
}

// add refuses a second session for the same kind and sport.
func (c *Catalogue) add(e entry) error {
	for _, other := range c.entries {
		if other.Kind == e.Kind && overlap(other.Sports, e.Sports) {
			return e.errorf("$.sports", "%s has a session of this kind and sport already", other.file)
		}
	}
	c.entries = append(c.entries, e)
	return nil
}

func overlap(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b)
	}
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// complete refuses a catalogue that could be asked for what it does not have.
func (c *Catalogue) complete() error {
	for _, kind := range gentle {
		if !slices.ContainsFunc(c.entries, func(e entry) bool { return e.Kind == kind && len(e.Sports) == 0 }) {
			return fmt.Errorf("the catalogue has no %s session without sports, for everybody else", kind)
		}
	}
	return nil
}

// Session returns the session of a kind for a sport ("" unknown). Access is
// what else is at hand (pool, bike), sore where the athlete is sore. A key,
// long or race has no entry here and is taken from the default week.
func (c *Catalogue) Session(kind restday.Kind, sport string, access, sore []string) restday.Advised {
	e, ok := c.find(kind, sport)
	if !ok {
		return hardSession(kind, sport)
	}
	s := restday.Advised{
		Kind: kind, Title: e.Title, Purpose: e.Purpose, VolumeFactor: 1,
		RPEMax: e.RPEMax, Options: []string{}, Mobility: e.mobility(sore),
	}
	if len(e.Minutes) == 2 {
		middle := math.Round((e.Minutes[0]+e.Minutes[1])/10) * 5
		s.Minutes = &middle
	}
	for _, o := range e.Options {
		if o.Needs == "" || slices.Contains(access, o.Needs) {
			s.Options = append(s.Options, o.Text)
		}
	}
	return s
}

// find prefers the sport's own entry to the one for everybody else.
func (c *Catalogue) find(kind restday.Kind, sport string) (found entry, ok bool) {
	for _, e := range c.entries {
		switch {
		case e.Kind != kind:
		case slices.Contains(e.Sports, sport):
			return e, true
		case len(e.Sports) == 0:
			found, ok = e, true
		}
	}
	return found, ok
}

// mobility says how to end the session where it has mobility: the three regions
// always, the sore one first and gently (founding article, claim 17).
func (e entry) mobility(sore []string) restday.Mobility {
	if e.Mobility == 0 {
		return restday.Mobility{}
	}
	regions := []string{"hips", "ankles", "upper back"}
	if len(sore) > 0 {
		first := strings.ToLower(sore[0])
		regions = slices.DeleteFunc(regions, func(r string) bool { return strings.Contains(r, first) })
		regions = append([]string{first}, regions...)
	}
	return restday.Mobility{Minutes: e.Mobility, Regions: regions, Sore: len(sore) > 0}
}
