using System.Collections.Concurrent;
using Grid.Client;
using Grpc.Core;

namespace Grid.Flight;

/// <summary>The studies that this silo's door has started, until their tables are dropped: they run whether anybody asks or not.</summary>
internal sealed class StudyDesk : IDisposable
{
    private readonly ConcurrentDictionary<string, Study> _studies = [];

    /// <summary>Starts a study.</summary>
    public void Start(GridFrame frame, ForestSearch search)
    {
        var study = new Study(frame, search);
        if (!_studies.TryAdd(search.Name!, study))
        {
            if (!_studies[search.Name!].Running.IsCompleted)
                throw FlightStatus.Of(StatusCode.AlreadyExists, $"the study '{search.Name}' is running already; wait for it, cancel it, or give this one another name");
            _studies[search.Name!] = study;
        }
        study.Run();
    }

    /// <summary>A study.</summary>
    public Study Of(string name) => _studies.TryGetValue(name, out var study) ? study
        : throw FlightStatus.Of(StatusCode.NotFound, $"this door has not started a study '{name}'; ask the silo's that has{(_studies.IsEmpty ? "" : $"; it has {string.Join(", ", _studies.Keys.Order(StringComparer.Ordinal).Select(n => $"'{n}'"))}")}");

    /// <summary>Forgets a study.</summary>
    public void Forget(string name)
    {
        if (_studies.TryRemove(name, out var study))
            study.Dispose();
    }

    public void Dispose()
    {
        foreach (string name in _studies.Keys)
            Forget(name);
    }

    /// <summary>A study under way, or over.</summary>
    internal sealed class Study(GridFrame frame, ForestSearch search) : IProgress<SearchProgress>, IDisposable
    {
        private readonly CancellationTokenSource _cancel = new();
        private readonly TaskCompletionSource<SearchOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What it finds.</summary>
        public Task<SearchOutcome> Running => _done.Task;

        /// <summary>How far it is; null before anything is known.</summary>
        public SearchProgress? Progress { get; private set; }

        public void Report(SearchProgress value) => Progress = value;

        /// <summary>Begins it.</summary>
        public void Run() => _ = RunAsync(_cancel.Token);

        private async Task RunAsync(CancellationToken cancellation)
        {
            await Task.Yield();
            try
            {
                _done.SetResult(await frame.SearchAsync(search, this, cancellation));
            }
            catch (Exception fault)
            {
                _done.SetException(fault);
                // Whoever asks is told.
                _ = _done.Task.Exception;
            }
        }

        /// <summary>Stops it; what is finished is kept under its name.</summary>
        public void Cancel() => _cancel.Cancel();

        public void Dispose()
        {
            _cancel.Cancel();
            _cancel.Dispose();
        }
    }
}
