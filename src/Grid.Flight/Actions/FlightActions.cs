using Grid.Client;
using Grid.Flight.Protocol;
using Grid.Learning;
using Grid.Query;
using Grpc.Core;

namespace Grid.Flight;

/// <summary>What can be done by DoAction, each with an object of JSON, and with objects of JSON as results.</summary>
internal sealed class FlightActions(FlightGrid grid, PutTable tables, StudyDesk studies)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);
    private static readonly string[] TuneWords = ["version", "study", "dataset", "with", "where", "target", "task", "features", "grid", "random", "trees", "folds", "scoring", "seed"];

    /// <summary>The actions.</summary>
    public IEnumerable<ActionType> All => Known.Select(known => new ActionType { Type = known.Key, Description = known.Value.Says });

    private OrderedDictionary<string, (string Says, Func<Members, Func<Result, Task>, CancellationToken, Task> Run)> Known => field ??= new()
    {
        ["load"] = ("{\"dataset\":\"trips\",\"paths\":[\"/data/*.csv\"],\"options\":{}}: starts to load files of the silos' machines, or of a bucket", LoadAsync),
        ["into"] = ("{\"dataset\":\"trips\",\"counts\":\"payment_type\",\"into\":\"payments\"}: makes a dataset of the rows or the answer that a command asks for", IntoAsync),
        ["drop"] = ("{\"dataset\":\"trips\"} or {\"study\":\"s\"}: frees and forgets it", DropAsync),
        ["status"] = ("{}: silos, datasets and studies", StatusAsync),
        ["progress"] = ("{\"dataset\":\"trips\"} or {\"study\":\"s\"}: how far it is, some times a second, until it is done", ProgressAsync),
        ["cancel"] = ("{\"dataset\":\"trips\"} or {\"study\":\"s\"}: ends a load, and nothing of it stays; or a study, which can go on", CancelAsync),
        ["tune"] = ("{\"study\":\"s\",\"dataset\":\"trips\",\"target\":\"tip_amount\",\"task\":\"regress\",\"grid\":{\"max_depth\":[3,null]}}: starts a grid search over random forests", TuneAsync),
        ["study"] = ("{\"study\":\"s\"}: waits for it, and gives its table", StudyAsync),
    };

    /// <summary>Does one.</summary>
    public Task RunAsync(Protocol.Action action, Func<Result, Task> tell, CancellationToken cancellation) => Known.TryGetValue(action.Type, out var known)
        ? known.Run(Members.Read(action.Type, action.Body.Memory), tell, cancellation)
        : throw FlightStatus.Of(StatusCode.Unimplemented, $"there is no action '{action.Type}'; there are {string.Join(", ", Known.Keys)}");

    private async Task LoadAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        members.Check(["version", "dataset", "paths", "options"]);
        string name = members.Required("dataset", "trips");
        if (members.Texts("paths") is not { Count: > 0 } paths)
            throw members.Wrong("paths", "has nothing; expected files, folders or globs, such as [\"/data/*.csv\"]");
        if (paths.FirstOrDefault(path => !path.Contains("://", StringComparison.Ordinal) && !Path.IsPathFullyQualified(path)) is { } relative)
            throw members.Wrong("paths", $"has {relative}; expected full paths, as the silos have working folders of their own");
        var options = LoadWords.Read(members.Inner("options"));
        if ((await grid.Now.DatasetsAsync(cancellation)).Any(dataset => dataset.Name == name))
            throw FlightStatus.Of(StatusCode.AlreadyExists, $"there is a dataset '{name}' already; drop it first, or take another name");
        var frame = await grid.Now.LoadCsvAsync(name, paths, options, cancellation);
        await tell(ActionJson.Of(new { dataset = name, files = frame.Files, partitions = frame.Partitions, bytes = frame.SourceBytes }));
    }

    private async Task IntoAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        string name = members.Required("into", "payments");
        string? path = members.Text("path");
        var command = CommandReader.Read(members.Without("into", "path"));
        long rows = await tables.IntoAsync(name, path, await grid.OpenAsync(command, cancellation), command.Question, cancellation);
        await tell(ActionJson.Of(new { dataset = name, rows }));
    }

    private async Task StatusAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        members.Check(["version"]);
        await tell(ActionJson.Of(await grid.Now.StatusAsync(cancellation)));
    }

    private async Task DropAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        var (dataset, study) = Which(members);
        if (dataset is not null)
        {
            await RequireAsync(dataset, cancellation);
            await tables.DropAsync(dataset, cancellation);
        }
        else
        {
            await grid.Now.DropStudyAsync(study!, cancellation);
            studies.Forget(study!);
        }
        await tell(ActionJson.Of(new { dropped = dataset ?? study }));
    }

    private async Task ProgressAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        var (dataset, study) = Which(members);
        if (dataset is not null)
        {
            for (var at = await RequireAsync(dataset, cancellation); ; at = await RequireAsync(dataset, cancellation))
            {
                if (at.Error is { } error)
                    throw FlightStatus.Of(StatusCode.FailedPrecondition, error);
                await tell(ActionJson.Of(dataset, at.Load));
                if (at.Load.IsDone)
                    return;
                await Task.Delay(Pace, cancellation);
            }
        }
        var running = studies.Of(study!);
        while (!running.Running.IsCompleted)
        {
            await tell(ActionJson.Of(study!, false, running.Progress));
            await ((Task)running.Running).WaitAsync(Pace, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            cancellation.ThrowIfCancellationRequested();
        }
        await running.Running;
        await tell(ActionJson.Of(study!, true, running.Progress));
    }

    private async Task CancelAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        var (dataset, study) = Which(members);
        if (study is not null)
        {
            studies.Of(study).Cancel();
        }
        else
        {
            if ((await RequireAsync(dataset!, cancellation)).Load.IsDone)
                throw FlightStatus.Of(StatusCode.FailedPrecondition, $"dataset '{dataset}' is loaded; \"drop\" frees it");
            await grid.Now.DropDatasetAsync(dataset!, cancellation);
        }
        await tell(ActionJson.Of(new { cancelled = dataset ?? study }));
    }

    private async Task TuneAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        members.Check(TuneWords);
        string name = members.Required("study", "forests");
        var search = new ForestSearch
        {
            Name = name,
            Target = members.Required("target", "tip_amount"),
            Task = members.Text("task") switch
            {
                null or "classify" => LearningTask.Classification,
                "regress" => LearningTask.Regression,
                var other => throw members.Wrong("task", $"is {other}; expected classify or regress"),
            },
            Features = members.Texts("features"),
            ParamGrid = members.Grid("grid"),
            NIter = members.Whole("random", 1, int.MaxValue),
            NEstimators = members.Whole("trees", 1, 100_000) ?? 100,
            Cv = new FoldOptions { Folds = members.Whole("folds", 2, ushort.MaxValue - 1) ?? 5 },
            Scoring = members.Text("scoring"),
            Seed = (ulong)(members.Long("seed") ?? 0),
            Refit = false,
        };
        Transform[] transforms =
        [
            .. members.Pairs("with").Select(pair => new WithColumnTransform(pair.Name, pair.Value)),
            .. (members.Texts("where") ?? []).Select(condition => new WhereTransform(condition)),
        ];
        var frame = await grid.OpenAsync(new FlightCommand(members.Required("dataset", "trips"), transforms, null), cancellation);
        SearchPlan.Of(search.Spec);
        frame.Check(search);
        studies.Start(frame, search);
        await tell(ActionJson.Of(new { study = name }));
    }

    private async Task StudyAsync(Members members, Func<Result, Task> tell, CancellationToken cancellation)
    {
        members.Check(["version", "study"]);
        string name = members.Required("study", "forests");
        await tell(ActionJson.Of(name, await studies.Of(name).Running.WaitAsync(cancellation)));
    }

    private static (string? Dataset, string? Study) Which(Members members)
    {
        members.Check(["version", "dataset", "study"]);
        string? study = members.Text("study");
        return study is null ? (members.Required("dataset", "trips"), null)
            : members.Has("dataset") ? throw members.Wrong("study", "and \"dataset\" are two things; name one") : (null, study);
    }

    private async Task<NamedDataset> RequireAsync(string name, CancellationToken cancellation) =>
        (await grid.Now.DatasetsAsync(cancellation)).FirstOrDefault(dataset => dataset.Name == name)
            ?? throw FlightStatus.Of(StatusCode.NotFound, $"there is no dataset '{name}'; the action \"status\" lists them");
}
