//go:build mage

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/grafana/grafana-plugin-sdk-go/build"
	"github.com/magefile/mage/mg"
)

// pluginBackend is one process that Grafana starts: a plugin.json, a main package and the folder of its executables.
type pluginBackend struct {
	pluginJSONFolder string
	mainPackage      string
	outputFolder     string
}

const nestedOutputFolder = "dist/datasource"

var pluginBackends = []pluginBackend{
	{pluginJSONFolder: "src", mainPackage: "./pkg/cmd/app", outputFolder: "dist"},
	{pluginJSONFolder: "src/datasource", mainPackage: "./pkg/cmd/datasource", outputFolder: nestedOutputFolder},
}

// Default is the target of a bare `go tool mage`.
var Default = BuildAll

// Build holds the targets that make the executables of both plugin backends.
type Build mg.Namespace

// Linux builds for Linux on AMD64.
func (Build) Linux() error { return buildFor("linux", "amd64") }

// LinuxARM64 builds for Linux on ARM64.
func (Build) LinuxARM64() error { return buildFor("linux", "arm64") }

// LinuxARM builds for Linux on ARM.
func (Build) LinuxARM() error { return buildFor("linux", "arm") }

// Darwin builds for macOS on AMD64.
func (Build) Darwin() error { return buildFor("darwin", "amd64") }

// DarwinARM64 builds for macOS on ARM64.
func (Build) DarwinARM64() error { return buildFor("darwin", "arm64") }

// Windows builds for Windows on AMD64.
func (Build) Windows() error { return buildFor("windows", "amd64") }

// Backend builds for the machine that it runs on.
func (Build) Backend() error { return buildEach(build.Build{}.Backend) }

// Debug builds for the machine that it runs on, with debug information.
func (Build) Debug() error { return buildEach(build.Build{}.Debug) }

// BuildAll builds for every platform, one after the other: the SDK keeps its build callback in a global.
func BuildAll() {
	mg.SerialDeps(Build.Linux, Build.LinuxARM64, Build.LinuxARM, Build.Darwin, Build.DarwinARM64, Build.Windows)
}

// Test runs the Go tests.
func Test() error { return build.Test() }

// TestRace runs the Go tests with the race detector.
func TestRace() error { return build.TestRace() }

// Coverage runs the Go tests and writes coverage/backend.html.
func Coverage() error { return build.Coverage() }

// Clean removes dist and coverage.
func Clean() error { return build.Clean() }

func buildFor(operatingSystem, architecture string) error {
	return buildEach(func() error { return build.Build{}.Custom(operatingSystem, architecture) })
}

func buildEach(target func() error) error {
	for _, backend := range pluginBackends {
		configure := func(config build.Config) (build.Config, error) {
			config.PluginJSONPath = backend.pluginJSONFolder
			config.RootPackagePath = backend.mainPackage
			config.OutputBinaryPath = backend.outputFolder
			return config, nil
		}
		if err := build.SetBeforeBuildCallback(configure); err != nil {
			return fmt.Errorf("configuring the build of %s: %w", backend.mainPackage, err)
		}
		if err := target(); err != nil {
			return fmt.Errorf("building %s: %w", backend.mainPackage, err)
		}
	}
	return removeNestedManifest()
}

// A plugin has one manifest, at its root; the SDK writes one per executable folder.
func removeNestedManifest() error {
	err := os.Remove(filepath.Join(nestedOutputFolder, "go_plugin_build_manifest"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the nested manifest: %w", err)
	}
	return nil
}
