//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	fusefs "github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"

	"stintag/samples/postoffice/realmail"
)

// powerDisk is a folder on a disk whose power can be cut. It promises what ext4 does:
// a file's fsync makes its bytes last, and with them all names as they stand then;
// what was written and not synced is gone, though the file's name may be there.
type powerDisk struct {
	base   string
	server *fuse.Server

	mu    sync.Mutex
	bytes map[uint64][]byte   // by inode: as they were when last synced
	names map[string]dirEntry // as they stood when anything was last synced
}

type dirEntry struct {
	inode uint64
	mode  fs.FileMode
}

// powerDisks makes them, or skips where that cannot be done.
func powerDisks(t testing.TB) func() (durable, error) {
	t.Helper()
	if _, err := os.Stat("/dev/fuse"); err != nil || os.Getuid() != 0 {
		t.Skip("a power cut needs root and /dev/fuse")
	}
	d, err := newPowerDisk()
	if err != nil {
		t.Skipf("a power cut needs a FUSE mount: %v", err)
	}
	if err := d.close(); err != nil {
		t.Fatal(err)
	}
	return newPowerDisk
}

func newPowerDisk() (durable, error) {
	base, err := os.MkdirTemp(realmail.Quick(), "stintag-power-") // in memory no inode number comes twice
	if err != nil {
		return nil, err
	}
	d := &powerDisk{base: base, bytes: map[uint64][]byte{}, names: map[string]dirEntry{}}
	if err := errors.Join(os.Mkdir(d.seen(), 0o700), os.Mkdir(d.under(), 0o700)); err != nil {
		return nil, err
	}
	if err := d.mount(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(base))
	}
	return d, nil
}

func (d *powerDisk) seen() string { return filepath.Join(d.base, "seen") }

func (d *powerDisk) under() string { return filepath.Join(d.base, "under") }

func (d *powerDisk) folders() (seen, under string) { return d.seen(), d.under() }

func (d *powerDisk) mount() error {
	data := &fusefs.LoopbackRoot{Path: d.under()}
	root := &powerNode{LoopbackNode: fusefs.LoopbackNode{RootData: data}, disk: d}
	data.RootNode = root
	never := time.Duration(0)
	server, err := fusefs.Mount(d.seen(), root, &fusefs.Options{
		EntryTimeout: &never, AttrTimeout: &never, NegativeTimeout: &never,
		MountOptions: fuse.MountOptions{DirectMountStrict: true, FsName: "stintag", Name: "power"},
	})
	d.server = server
	return err
}

func (d *powerDisk) close() error {
	return errors.Join(d.unmount(), os.RemoveAll(d.base))
}

// unmount is patient: the kernel may still be letting go of a dead program's files.
func (d *powerDisk) unmount() (err error) {
	for ends := time.Now().Add(time.Minute); ; {
		if err = d.server.Unmount(); err == nil || time.Now().After(ends) {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("unmount: %w", err)
	}
	return nil
}

// powerNode is a file or folder of the disk.
type powerNode struct {
	fusefs.LoopbackNode
	disk *powerDisk
}

// WrapChild implements fs.NodeWrapChilder.
func (n *powerNode) WrapChild(_ context.Context, child fusefs.InodeEmbedder) fusefs.InodeEmbedder {
	if plain, ok := child.(*fusefs.LoopbackNode); ok {
		return &powerNode{LoopbackNode: fusefs.LoopbackNode{RootData: plain.RootData}, disk: n.disk}
	}
	return child
}

// Fsync implements fs.NodeFsyncer, for files and folders.
func (n *powerNode) Fsync(context.Context, fusefs.FileHandle, uint32) syscall.Errno {
	return fusefs.ToErrno(n.disk.sync(n.Path(n.Root())))
}

// sync makes a file's bytes and all names last.
func (d *powerDisk) sync(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	path := filepath.Join(d.under(), name)
	info, err := os.Stat(path)
	if err == nil && info.Mode().IsRegular() {
		d.bytes[inodeOf(info)], err = os.ReadFile(path)
	}
	if errors.Is(err, fs.ErrNotExist) { // it has no name any more
		err = nil
	}
	return errors.Join(err, d.keepNames())
}

func (d *powerDisk) keepNames() error {
	names := map[string]dirEntry{}
	err := filepath.WalkDir(d.under(), func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		name, err := filepath.Rel(d.under(), path)
		names[name] = dirEntry{inodeOf(info), info.Mode()}
		return err
	})
	d.names = names
	return err
}

func inodeOf(info fs.FileInfo) uint64 { return info.Sys().(*syscall.Stat_t).Ino }

// rest lets so much time pass that all is on the disk.
func (d *powerDisk) rest() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.keepNames(); err != nil {
		return err
	}
	kept := map[uint64][]byte{}
	for name, n := range d.names {
		if !n.mode.IsRegular() {
			continue
		}
		raw, err := os.ReadFile(filepath.Join(d.under(), name))
		if err != nil {
			return err
		}
		kept[n.inode] = raw
	}
	d.bytes = kept
	return nil
}

// put writes a file as somebody does who saves it and goes.
func (d *powerDisk) put(name string, data []byte) error {
	return errors.Join(os.WriteFile(filepath.Join(d.under(), name), data, 0o660), d.rest())
}

// cut leaves what was synced, and nothing else.
func (d *powerDisk) cut() error {
	if err := d.unmount(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := os.RemoveAll(d.under()); err != nil {
		return err
	}
	first := map[uint64]string{}
	for _, name := range slices.Sorted(maps.Keys(d.names)) {
		n, path := d.names[name], filepath.Join(d.under(), name)
		var err error
		switch {
		case n.mode.IsDir():
			err = os.Mkdir(path, n.mode.Perm())
		case first[n.inode] != "":
			err = os.Link(first[n.inode], path)
		default:
			first[n.inode] = path
			err = errors.Join(os.WriteFile(path, d.bytes[n.inode], 0o600), os.Chmod(path, n.mode.Perm()))
		}
		if err != nil {
			return err
		}
	}
	return d.renewed()
}

// renewed goes on with what is there under new inodes.
func (d *powerDisk) renewed() error {
	before := d.names
	if err := d.keepNames(); err != nil {
		return err
	}
	bytes := map[uint64][]byte{}
	for name, n := range d.names {
		bytes[n.inode] = d.bytes[before[name].inode]
	}
	d.bytes = bytes
	return d.mount()
}
