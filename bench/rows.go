package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

// row is one experiment of the table.
type row struct {
	name       string
	title      string // with a place for the number of athletes
	athletes   int
	answering  float64 // of the athletes; the others only read
	think      [2]time.Duration
	conditions conditions
	unlimited  bool // restday with its own limits lifted
	play       func(*stage) error
	tell       func(*stage) []cell
}

// cell is one figure.
type cell struct{ what, figure, wanted string }

const networkTime = 60 * time.Millisecond

func rows() []row {
	human := [2]time.Duration{500 * time.Millisecond, 2 * time.Second}
	usual := conditions{network: networkTime, limits: true}
	faulty := usual
	faulty.faults = faults{reset: 0.02, error: 0.01, html: 0.01, slow: 0.01, stall: 0.003, blocked: 0.03}
	return []row{
		{"wave", "%d athletes at one minute, one in twenty answers at once", 1500, 0.05, human, usual, false, morning, tellWave},
		{"kill", "%d athletes, kill -9 every 2 s for a minute", 300, 1, human, usual, false, underKills, tellKills},
		{"broadcast", "one kill -9 in the middle of the broadcast to %d", 600, 0, human, usual, false, oneKill, tellBroadcast},
		{"instant", "%d athletes check in at the same instant, no limits", 2000, 1, [2]time.Duration{}, conditions{}, true, atOnce, tellInstant},
		{"faults", "%d athletes; resets after acceptance, 500, 502 with HTML, 429, stalls, 3%% blocked", 300, 1, human, faulty, false, morning, tellFaults},
	}
}

// stage is one row being played with one bot.
type stage struct {
	row      row
	bot      bot
	telegram *telegram
	town     *town
	process  *process
	rng      *rand.Rand
	prompt   time.Time // when everybody is to be asked
	began    time.Time // when it began to count
	kills    int
	stored   int
	fakeCPU  time.Duration // of the bench itself while it played
}

// newStage enrols everybody, to be asked at the next full minute that leaves
// time for it, or half a day from now.
func newStage(r row, b bot, dir string, seed uint64) (*stage, error) {
	s := &stage{row: r, bot: b, rng: rand.New(rand.NewPCG(seed, 1))}
	s.prompt = time.Now().Add(65 * time.Second).Truncate(time.Minute)
	if r.name == "kill" || r.name == "instant" {
		s.prompt = time.Now().Add(12 * time.Hour)
	}
	s.telegram = newTelegram(r.conditions, rand.New(rand.NewPCG(seed, 2)), r.athletes)
	s.town = newTown(s.telegram, b, rand.New(rand.NewPCG(seed, 3)), r.athletes, r.answering, r.think)
	var err error
	s.process, err = newProcess(b, dir, s.telegram.server.URL, s.prompt, r.athletes)
	return s, err
}

// run plays the row and returns its figures.
func (s *stage) run() ([]cell, error) {
	if err := s.process.start(); err != nil {
		return nil, err
	}
	select {
	case <-s.telegram.polled:
	case <-time.After(20 * time.Second):
		return nil, fmt.Errorf("%s does not poll; its log is in %s", s.bot.name, s.process.dir)
	}
	before := ownCPU()
	if err := s.row.play(s); err != nil {
		return nil, err
	}
	s.fakeCPU = ownCPU() - before
	s.process.end(syscall.SIGTERM)
	var err error
	if s.stored, err = s.bot.stored(s.process.other); err != nil {
		return nil, fmt.Errorf("count what %s has stored: %w", s.bot.name, err)
	}
	return s.row.tell(s), nil
}

// morning waits for the prompts, and for the answers of those who answer.
func morning(s *stage) error {
	s.began = s.prompt
	s.town.wait(s.prompt, 75*time.Second)
	return nil
}

func underKills(s *stage) (err error) {
	s.began = time.Now()
	const minute = time.Minute
	for _, a := range s.town.athletes {
		time.AfterFunc(time.Duration(s.rng.Int64N(int64(minute-5*time.Second))), func() { s.town.checkIn(a) })
	}
	s.kills, err = s.process.killEvery(2*time.Second, s.began.Add(minute))
	s.town.wait(s.began.Add(minute), 20*time.Second)
	return err
}

func oneKill(s *stage) error {
	s.began = s.prompt
	time.Sleep(time.Until(s.prompt.Add(10 * time.Second)))
	s.process.end(syscall.SIGKILL)
	s.kills = 1
	time.Sleep(time.Second)
	if err := s.process.start(); err != nil {
		return err
	}
	s.town.wait(time.Now(), 65*time.Second) // past the next full minute
	return nil
}

func atOnce(s *stage) error {
	s.began = time.Now()
	for _, a := range s.town.athletes {
		s.town.checkIn(a)
	}
	s.town.wait(s.began, 20*time.Second)
	return nil
}

func tellWave(s *stage) []cell {
	sum := s.sum()
	inWave := slices.DeleteFunc(slices.Clone(s.town.replies), func(r reply) bool { return r.at.After(sum.lastPrompt) })
	took := sum.lastPrompt.Sub(s.began).Seconds()
	ideal := float64(s.telegram.takenBy(sum.lastPrompt)) / 30 // replies included
	return []cell{
		{"last prompt out after", fmt.Sprintf("%.1f s (%.2f × ideal %.1f s)", took, took/ideal, ideal), "≤ 1.05 × ideal"},
		{"never prompted", fmt.Sprint(sum.never), "0"},
		{"refused calls (429)", fmt.Sprint(s.telegram.refused), "0"},
		{"reply time p99 in the wave", fmt.Sprintf("%d ms of %d replies", quantile(inWave, 0.99).Milliseconds(), len(inWave)), "≤ 340 ms (90 of them network)"},
		{"stuck", fmt.Sprint(sum.stuck), "0"},
	}
}

func tellKills(s *stage) []cell {
	sum := s.sum()
	return []cell{
		{"stuck", fmt.Sprintf("%d of %d", sum.stuck, s.row.athletes), "0"},
		{"messages that came twice", fmt.Sprintf("%d in %d kills", sum.copies, s.kills), "only what was in flight"},
		{"answers lost", fmt.Sprint(sum.finished*s.bot.questions - min(s.stored, sum.finished*s.bot.questions)), "0"},
	}
}

func tellBroadcast(s *stage) []cell {
	sum := s.sum()
	return []cell{
		{"never prompted", fmt.Sprint(sum.never), "0"},
		{"prompted twice", fmt.Sprint(sum.twice), "0 (at most what was in flight)"},
	}
}

func tellInstant(s *stage) []cell {
	sum := s.sum()
	took := sum.lastFinish.Sub(s.began).Seconds()
	return []cell{
		{"finished", fmt.Sprintf("%d of %d in %.1f s", sum.finished, s.row.athletes, took), "all"},
		{"answers stored a second", fmt.Sprintf("%.0f", float64(s.stored)/took), "≥ 1.5 × telebot"},
		{"CPU s per 1,000 answers", fmt.Sprintf("%.2f", s.process.cpu.Seconds()/float64(s.stored)*1000), "≤ 0.6"},
		{"CPU s of the fake and the athletes", fmt.Sprintf("%.1f", s.fakeCPU.Seconds()), ""},
		{"peak memory", fmt.Sprintf("%.0f MiB", float64(s.process.peak)/1024), "≤ 64 MiB"},
		{"reply time p50, p99", fmt.Sprintf("%.2f, %.2f s", quantile(s.town.replies, 0.5).Seconds(), quantile(s.town.replies, 0.99).Seconds()), ""},
	}
}

func tellFaults(s *stage) []cell {
	sum := s.sum()
	var met []string
	for _, f := range []fault{reset, error5, html, slow, stalled} {
		met = append(met, fmt.Sprintf("%s %d", f, s.telegram.faulted[string(f)]))
	}
	return []cell{
		{"faults met", strings.Join(met, ", "), ""},
		{"stuck", fmt.Sprintf("%d, of them never prompted %d", sum.stuck+sum.never, sum.never), "0"},
		{"messages that came twice", fmt.Sprint(sum.copies), "at most the resets"},
	}
}

// sums are what became of everybody who has not blocked the bot.
type sums struct {
	never, twice, stuck, finished, copies int
	lastPrompt, lastFinish                time.Time
}

func (s *stage) sum() (out sums) {
	s.town.mu.Lock()
	defer s.town.mu.Unlock()
	for _, a := range s.town.athletes {
		if s.telegram.chats[a.chat].blocked {
			continue
		}
		out.copies += a.copies
		switch {
		case len(a.prompts) == 0 && !a.began:
			out.never++
		case a.answers && a.finished.IsZero():
			out.stuck++
		case a.answers:
			out.finished++
		}
		if len(a.prompts) > 1 {
			out.twice++
		}
		if len(a.prompts) > 0 && a.prompts[0].After(out.lastPrompt) {
			out.lastPrompt = a.prompts[0]
		}
		if a.finished.After(out.lastFinish) {
			out.lastFinish = a.finished
		}
	}
	return out
}

// ownCPU is the time that this process has used.
func ownCPU() time.Duration {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used) // 0 where it does not work
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func quantile(replies []reply, q float64) time.Duration {
	if len(replies) == 0 {
		return 0
	}
	sorted := slices.Clone(replies)
	slices.SortFunc(sorted, func(a, b reply) int { return int(a.took - b.took) })
	return sorted[int(q*float64(len(sorted)-1))].took
}

// load is the machine's, "" where there is no /proc.
func load() string {
	text, _ := os.ReadFile("/proc/loadavg")
	one, _, _ := strings.Cut(string(text), " ")
	return one
}
