package testutil

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Update is the flag that rewrites golden files instead of comparing with them.
var Update = flag.Bool("update", false, "rewrite golden files")

// contractGoldens is relative to the folder of a package directly below pkg, where its tests run.
const contractGoldens = "../../contract/goldens"

// DecodeStrict fails on a field that the target does not know and on anything after the document.
func DecodeStrict(t *testing.T, document []byte, target any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(target), "reading %s", document)
	require.False(t, decoder.More(), "more than one document")
}

// ContractGoldens are the files that match a pattern, by name. There must be at least one: the tests of the service write them.
func ContractGoldens(t *testing.T, pattern string) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(contractGoldens, pattern))
	require.NoError(t, err)
	require.NotEmpty(t, paths, "contract/goldens has no %s", pattern)
	documents := make(map[string][]byte, len(paths))
	for _, path := range paths {
		document, err := os.ReadFile(path)
		require.NoError(t, err)
		documents[filepath.Base(path)] = document
	}
	return documents
}

// CheckContractGolden compares a value with a golden that the other tiers read, or rewrites it.
func CheckContractGolden(t *testing.T, name string, value any) {
	t.Helper()
	encoded, err := json.MarshalIndent(value, "", "  ")
	require.NoError(t, err)
	path := filepath.Join(contractGoldens, name)
	if *Update {
		require.NoError(t, os.WriteFile(path, append(encoded, '\n'), 0o644))
	}
	expected, err := os.ReadFile(path)
	require.NoError(t, err)
	require.JSONEq(t, string(expected), string(encoded))
}

// RequireSameFields fails when a document and the value that was read from it do not have the same keys everywhere.
func RequireSameFields(t *testing.T, name string, document []byte, value any) {
	t.Helper()
	encoded, err := json.Marshal(value)
	require.NoError(t, err)
	require.Equal(t, keysOf(t, document), keysOf(t, encoded), name)
}

func keysOf(t *testing.T, document []byte) any {
	t.Helper()
	var decoded any
	require.NoError(t, json.Unmarshal(document, &decoded))
	return withoutValues(decoded)
}

// withoutValues keeps the structure only: values such as instants may be written in more than one way.
func withoutValues(node any) any {
	switch typed := node.(type) {
	case map[string]any:
		keys := make(map[string]any, len(typed))
		for key, child := range typed {
			keys[key] = withoutValues(child)
		}
		return keys
	case []any:
		items := make([]any, len(typed))
		for index, child := range typed {
			items[index] = withoutValues(child)
		}
		return items
	default:
		return nil
	}
}
