package plan

import (
	"fmt"
	"slices"
	"strings"

	"restday"
)

// gentle are the kinds the catalogue holds, with the highest effort that still
// is of that kind: claims 14 and 16 of the founding article for recovery, the
// talk test for easy [O].
var gentle = []restday.Kind{restday.Rest, restday.Recovery, restday.Easy}

var hardest = map[restday.Kind]float64{restday.Rest: 0, restday.Recovery: 3, restday.Easy: 4}

// entry is one session of the catalogue, as it is written.
type entry struct {
	Kind     restday.Kind `yaml:"kind"`
	Sports   []string     `yaml:"sports"` // none: for everybody else
	Title    string       `yaml:"title"`
	Purpose  string       `yaml:"purpose"`  // what it is for and how it feels, as sentences
	Minutes  []float64    `yaml:"minutes"`  // from, to
	RPEMax   *float64     `yaml:"rpe_max"`  // ceiling of effort, 0–10
	Options  []option     `yaml:"options"`  // what else would do
	Mobility int          `yaml:"mobility"` // minutes of mobility at the end; 0 none
	Source   string       `yaml:"source"`

	page `yaml:"-"`
}

type option struct {
	Text  string `yaml:"text"`
	Needs string `yaml:"needs"` // pool | bike, "" nothing
}

func parseEntry(name string, data []byte) (entry, error) {
	var e entry
	var err error
	if e.page, err = readPage(name, data, &e); err != nil {
		return entry{}, err
	}
	return e, e.check()
}

func (e entry) check() error {
	limit, ok := hardest[e.Kind]
	switch {
	case !ok:
		return e.errorf("$.kind", "%q is not rest, recovery or easy", e.Kind)
	case e.Title == "":
		return e.errorf("$.title", "is missing")
	case e.Purpose == "":
		return e.errorf("$.purpose", "is missing; say what the session is for")
	case e.Source == "":
		return e.errorf("$.source", "is missing; name where it comes from, [O] for our own choice")
	case e.Mobility < 0 || e.Mobility > 15:
		return e.errorf("$.mobility", "%d is outside 0–15 minutes", e.Mobility)
	case e.RPEMax != nil && (*e.RPEMax < 0 || *e.RPEMax > limit):
		return e.errorf("$.rpe_max", "%v is outside 0–%v for %s", *e.RPEMax, limit, e.Kind)
	}
	if err := e.checkMinutes(); err != nil {
		return err
	}
	return e.checkLists()
}

// checkMinutes wants minutes and a ceiling of effort for everything but rest.
func (e entry) checkMinutes() error {
	switch {
	case e.Kind == restday.Rest:
		if len(e.Minutes) > 0 || e.RPEMax != nil {
			return e.errorf("$.minutes", "rest has neither minutes nor rpe_max")
		}
	case len(e.Minutes) != 2 || e.Minutes[0] <= 0 || e.Minutes[1] < e.Minutes[0] || e.Minutes[1] > 90:
		return e.errorf("$.minutes", "give two numbers, from and to, at most 90")
	case e.RPEMax == nil:
		return e.errorf("$.rpe_max", "is missing")
	}
	return nil
}

func (e entry) checkLists() error {
	for i, sport := range e.Sports {
		if !slices.Contains(restday.Sports, sport) {
			return e.errorf(fmt.Sprintf("$.sports[%d]", i), "%q is not one of %s", sport, strings.Join(restday.Sports, ", "))
		}
	}
	for i, o := range e.Options {
		if o.Text == "" || !slices.Contains([]string{"", "pool", "bike"}, o.Needs) {
			return e.errorf(fmt.Sprintf("$.options[%d]", i), "needs a text, and needs is pool or bike")
		}
	}
	return nil
}
