//go:build !(linux || darwin || freebsd)

package observe

// room knows nothing here.
func room(string) (free, all uint64, ok bool) { return 0, 0, false }
