using System.Collections.Concurrent;

namespace Grid.Hosting.Tests;

/// <summary>What grains note, and gates that hold their calls until a test opens them.</summary>
public sealed class Journal
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentQueue<string> _notes = new();

    public IReadOnlyList<string> Notes => [.. _notes];

    public void Note(string note)
    {
        _notes.Enqueue(note);
        Open(note);
    }

    public void Open(string name) => Gate(name).TrySetResult();

    /// <summary>Waits until a gate is opened, or a note of that name is made.</summary>
    public Task Reached(string name) => Gate(name).Task.WaitAsync(TimeSpan.FromSeconds(20));

    private TaskCompletionSource Gate(string name) =>
        _gates.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
