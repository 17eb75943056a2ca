//go:build linux || darwin || freebsd

package observe

import "syscall"

// room returns the bytes that are free, and those there are, where path lies.
func room(path string) (free, all uint64, ok bool) {
	var fs syscall.Statfs_t
	if path == "" || syscall.Statfs(path, &fs) != nil {
		return 0, 0, false
	}
	size := uint64(fs.Bsize)                                //nolint:gosec // never negative
	return uint64(fs.Bavail) * size, fs.Blocks * size, true //nolint:gosec,unconvert // signed on FreeBSD
}
