package plan

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"restday"
)

// Idea is something gentle to do on a day, as its session or beside it.
type Idea struct {
	ID        string         `yaml:"-"`     // the name of its file
	Order     int            `yaml:"order"` // the lowest comes first
	Days      []restday.Kind `yaml:"days"`  // offered on days with such a session
	Title     string         `yaml:"title"`
	Purpose   string         `yaml:"purpose"`   // what it is for, a sentence
	What      string         `yaml:"what"`      // what to do, sentences
	Minutes   []int          `yaml:"minutes"`   // from, to
	RPEMax    float64        `yaml:"rpe_max"`   // ceiling of effort, 0–10
	Not       string         `yaml:"not"`       // what it is not for
	Does      []string       `yaml:"does"`      // circulation | mobility | calm (founding article, claim 14)
	Words     string         `yaml:"words"`     // what people type for it, separated by commas
	Sports    []string       `yaml:"sports"`    // none: every sport
	Needs     string         `yaml:"needs"`     // pool | bike, "" nothing
	Helps     []restday.Item `yaml:"helps"`     // comes early when one of these is low
	Regions   []string       `yaml:"regions"`   // comes early when one of these is sore
	Spares    []string       `yaml:"spares"`    // not offered when one of these is sore
	Joins     []string       `yaml:"joins"`     // ideas that it is made of, a sore region first
	Fresh     bool           `yaml:"fresh"`     // only for days when nothing stands out and yesterday was easy
	Still     bool           `yaml:"still"`     // needs no movement
	Irregular bool           `yaml:"irregular"` // only for those whose days are
	Source    string         `yaml:"source"`

	page `yaml:"-"`
}

// Moment is what ideas are chosen by.
type Moment struct {
	Kind      restday.Kind   // of the day's session
	Sport     string         // "" unknown
	Access    []string       // what else is at hand: pool, bike
	Sore      []string       // where the athlete is sore
	Low       []restday.Item // what is low today
	Fresh     bool           // nothing stands out, and yesterday was easy
	Unwell    bool           // ill or in pain: nothing that moves
	Irregular bool           // the athlete's days are
}

// lift has an idea that today calls for come before others, but not before the
// first three (claim 12).
const lift = 150

// Ideas returns what fits a moment, the best first.
func (c *Catalogue) Ideas(m Moment) []Idea {
	var fit []Idea
	for _, i := range c.ideas {
		if i.fits(m) {
			fit = append(fit, i)
		}
	}
	slices.SortStableFunc(fit, func(a, b Idea) int { return cmp.Compare(a.rank(m), b.rank(m)) })
	return fit
}

func (i Idea) fits(m Moment) bool {
	switch {
	case !slices.Contains(i.Days, m.Kind), m.Unwell && !i.Still, i.Fresh && !m.Fresh, i.Irregular && !m.Irregular:
		return false
	case len(i.Sports) > 0 && !slices.Contains(i.Sports, m.Sport):
		return false
	}
	return (i.Needs == "" || slices.Contains(m.Access, i.Needs)) && !touches(i.Spares, m.Sore)
}

func (i Idea) rank(m Moment) int {
	if touches(i.Regions, m.Sore) || touches(i.Helps, m.Low) {
		return i.Order - lift
	}
	return i.Order
}

func touches[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(v T) bool { return slices.Contains(b, v) })
}

// Idea returns the one with an ID.
func (c *Catalogue) Idea(id string) (Idea, bool) {
	at := slices.IndexFunc(c.ideas, func(i Idea) bool { return i.ID == id })
	if at < 0 {
		return Idea{}, false
	}
	return c.ideas[at], true
}

// Parts returns the ideas that one is made of, those for a sore region first
// (claim 17). None: it is made of none.
func (c *Catalogue) Parts(i Idea, sore []string) []Idea {
	var parts []Idea
	for _, other := range c.ideas {
		if slices.Contains(i.Joins, other.ID) || len(i.Joins) > 0 && touches(other.Regions, sore) {
			parts = append(parts, other)
		}
	}
	slices.SortStableFunc(parts, func(a, b Idea) int { return cmp.Compare(a.rank(Moment{Sore: sore}), b.rank(Moment{Sore: sore})) })
	return parts
}

// EasesAny tells whether an idea is for one of some sore regions.
func (i Idea) EasesAny(sore []string) bool { return touches(i.Regions, sore) }

// English returns the words of an idea by the name of their part.
func (i Idea) English() map[string]string {
	return map[string]string{
		"title": i.Title, "purpose": i.Purpose, "what": i.What, "not": i.Not, "words": i.Words,
	}
}

// EveryIdea returns all ideas, by order.
func (c *Catalogue) EveryIdea() []Idea { return slices.Clone(c.ideas) }

func (c *Catalogue) addIdea(name string, data []byte) (err error) {
	i := Idea{ID: strings.TrimSuffix(path.Base(name), ".yaml")}
	if i.page, err = readPage(name, data, &i); err != nil {
		return err
	}
	if err := i.check(); err != nil {
		return err
	}
	c.ideas = append(c.ideas, i)
	slices.SortStableFunc(c.ideas, func(a, b Idea) int { return cmp.Compare(a.Order, b.Order) })
	return nil
}

// gentlest is the highest effort of an idea (claim 14: 2 to 3), and that of what
// is for easy days alone (claims 32 and 34).
const gentlest, gentlestEasy = 3, 4

func (i Idea) check() error {
	limit := float64(gentlest)
	if slices.Equal(i.Days, []restday.Kind{restday.Easy}) {
		limit = gentlestEasy
	}
	for _, text := range []struct{ path, text string }{
		{"title", i.Title}, {"purpose", i.Purpose}, {"what", i.What}, {"not", i.Not}, {"words", i.Words}, {"source", i.Source},
	} {
		if text.text == "" {
			return i.errorf("$."+text.path, "is missing")
		}
	}
	switch {
	case len(i.Minutes) != 2 || i.Minutes[0] <= 0 || i.Minutes[1] < i.Minutes[0] || i.Minutes[1] > 60:
		return i.errorf("$.minutes", "give two numbers, from and to, at most 60")
	case i.RPEMax <= 0 || i.RPEMax > limit:
		return i.errorf("$.rpe_max", "%v is outside 1–%v", i.RPEMax, limit)
	case !slices.Contains([]string{"", "pool", "bike"}, i.Needs):
		return i.errorf("$.needs", "%q is not pool or bike", i.Needs)
	}
	return i.checkLists()
}

func (i Idea) checkLists() error {
	for _, list := range []struct {
		name         string
		have, may    []string
		mayBeMissing bool
	}{
		{"days", asWords(i.Days), asWords(gentle), false},
		{"does", i.Does, []string{"circulation", "mobility", "calm"}, false},
		{"sports", i.Sports, restday.Sports, true},
	} {
		if len(list.have) == 0 && !list.mayBeMissing {
			return i.errorf("$."+list.name, "is missing")
		}
		for n, v := range list.have {
			if !slices.Contains(list.may, v) {
				return i.errorf(fmt.Sprintf("$.%s[%d]", list.name, n), "%q is not one of %s", v, strings.Join(list.may, ", "))
			}
		}
	}
	return nil
}

func asWords[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = string(v)
	}
	return words
}

// joined refuses an idea that is made of what is not there.
func (c *Catalogue) joined() error {
	for _, i := range c.ideas {
		for n, id := range i.Joins {
			if _, ok := c.Idea(id); !ok {
				return i.errorf(fmt.Sprintf("$.joins[%d]", n), "there is no idea %q", id)
			}
		}
	}
	return nil
}
