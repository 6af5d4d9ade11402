using System.CommandLine;
using System.Globalization;
using Grid.Client;
using Grid.Learning;

namespace Grid.Cli;

/// <summary>The options of <c>grid tune</c>.</summary>
internal sealed class TuneOptions
{
    private readonly Option<string> _target = new("--target") { Description = "the column to predict", HelpName = "COLUMN", Required = true };
    private readonly Option<LearningTask> _task = Options.Word(
        "--task", "classify or regress", "TASK", new Dictionary<string, LearningTask> { ["classify"] = LearningTask.Classification, ["regress"] = LearningTask.Regression });
    private readonly Option<string> _grid = new("--grid")
    {
        Description = "values per parameter, e.g. \"max_depth=3,5,none; criterion=gini,entropy\"; several grids are parted by |",
        HelpName = "GRID",
        Required = true,
    };
    private readonly Option<string?> _model = new("--model") { Description = "what is searched: random_forest, or extra_trees for extremely randomised trees; random_forest unless said otherwise", HelpName = "KIND" };
    private readonly Option<int> _trees = Options.Number("--trees", "trees a forest, where the grid has no n_estimators", 1, int.MaxValue, 100);
    private readonly Option<int> _folds = Options.Number("--folds", "folds of the cross-validation", 2, int.MaxValue, 5);
    private readonly Option<string?> _cv = new("--cv")
    {
        Description = "what the folds are, as scikit-learn's: kfold (neighbouring rows), stratified, group (with --groups), time (each split tests the rows after those it trains on), repeated:3 (shuffled anew, by --seed), or column:NAME (the split that tests a row; -1 for none); stratified where classes are predicted, else kfold, unless said otherwise",
        HelpName = "KIND",
    };
    private readonly Option<string?> _groups = new("--groups") { Description = "rows with the same value in this column are never parted by the folds; it is no feature", HelpName = "COLUMN" };
    private readonly Option<string?> _weights = new("--weights") { Description = "how much each row counts in training, by this column, which is then no feature; scores count each row once, as scikit-learn's do", HelpName = "COLUMN" };
    private readonly Option<string?> _scoring = new("--scoring") { Description = "how to score, by scikit-learn's names; several are parted by commas ('grid help parameters' lists all); accuracy or r2 unless said otherwise", HelpName = "A,B" };
    private readonly Option<string?> _refit = new("--refit") { Description = "which of several scorings chooses the best candidate; the first unless said otherwise", HelpName = "NAME" };
    private readonly Option<ulong> _seed = Options.Number("--seed", "what all random draws follow from", 0UL, ulong.MaxValue, 0UL);
    private readonly Option<int?> _random = Options.OptionalNumber("--random", "score so many of the grid's combinations, drawn at random, from ranges too (max_depth=1..30; min_samples_leaf=log:1..100); all unless said otherwise", 1);
    private readonly Option<int?> _halving = Options.OptionalNumber("--halving", "go on in rounds, as HalvingGridSearchCV: of so many candidates the best one, with so many times the trees, up to --trees", 2);
    private readonly Option<string?> _resource = new("--resource") { Description = "what the rounds of --halving have ever more of: trees, or rows (n_samples); trees unless said otherwise", HelpName = "trees|rows" };
    private readonly Option<int> _bins = new("--bins")
    {
        Description = "exact: every value of a feature may be split at, up to 65,536 distinct ones, and beyond them bins by count and spread; or at most N bins for features of more than 256, faster and coarser",
        HelpName = "exact|N",
        DefaultValueFactory = _ => MatrixOptions.DefaultQuantileBins,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text == "exact")
                return MatrixOptions.DefaultQuantileBins;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bins) && bins is >= 2 and <= MatrixOptions.DefaultQuantileBins)
                return bins;
            result.AddError($"--bins {text}: expected exact, or a whole number from 2 to {MatrixOptions.DefaultQuantileBins}{Suggestion.Of(text, ["exact"])}");
            return default;
        },
    };
    private readonly Option<IReadOnlyList<string>?> _features = Options.List("--features", "the columns to learn from; all but the target unless said otherwise", "A,B");
    private readonly Option<string?> _test = new("--test") { Description = "hold rows out of everything, and judge the best candidate's forest on them once: a share such as 0.2, or a number of rows; drawn by --seed, of classes the same share of each", HelpName = "N" };
    private readonly Option<string?> _study = new("--study") { Description = "keep finished trials under this name: the search started again goes on where it was", HelpName = "NAME" };
    private readonly Option<string> _folder = new("--folder") { Description = "where named studies are kept", HelpName = "FOLDER", DefaultValueFactory = _ => ".grid" };
    private readonly Option<bool> _restart = new("--restart") { Description = "forget what the named study has finished, and start anew" };
    private readonly Option<string?> _save = new("--save") { Description = "save the best candidate's forest, grown on all rows", HelpName = "MODEL" };
    private readonly Option<string?> _report = new("--report") { Description = "write a page of the search that opens in a browser without a network; a report that is there is replaced", HelpName = "FILE.html" };
    private readonly Option<IReadOnlyList<string>?> _heatMap = Options.List("--heatmap", "the parameters of the heat map, across and down; the two that matter most unless said otherwise", "X,Y");

    /// <summary>Adds these to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _target, _task, _model, _grid, _trees, _folds, _cv, _groups, _weights, _scoring, _refit, _seed, _random, _halving, _resource, _bins, _features, _test, _study, _folder, _restart, _save, _report, _heatMap })
            command.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">An option cannot be read.</exception>
    public TuneRequest Read(ParseResult parsed)
    {
        string? study = parsed.GetValue(_study);
        if (study is not null && string.IsNullOrWhiteSpace(study))
            throw new UsageException("--study: expected a name");
        if (study is null && parsed.GetResult(_folder) is { Implicit: false })
            throw new UsageException("--folder: only a search with a name is kept; give it one with --study");
        if (study is null && parsed.GetValue(_restart))
            throw new UsageException("--restart: only a search with a name is kept; give it one with --study");
        var search = new ForestSearch
        {
            Task = parsed.GetValue(_task),
            Target = parsed.GetValue(_target)!,
            Features = parsed.GetValue(_features),
            Model = parsed.GetValue(_model),
            ParamGrid = parsed.GetValue(_grid)!,
            NIter = parsed.GetValue(_random),
            NEstimators = parsed.GetValue(_trees),
            Weights = parsed.GetValue(_weights),
            Halving = parsed.GetValue(_halving),
            Resource = ReadResource(parsed),
            Cv = FoldWords.Read(parsed.GetValue(_cv), parsed.GetResult(_folds) is { Implicit: false } ? parsed.GetValue(_folds) : null, parsed.GetValue(_groups), parsed.GetValue(_seed)),
            Scoring = parsed.GetValue(_scoring),
            RefitScoring = parsed.GetValue(_refit),
            Seed = parsed.GetValue(_seed),
            TestSize = parsed.GetValue(_test) is { } test ? TestSize.Read(test) : null,
            QuantileBins = parsed.GetValue(_bins),
            // A report tells what the best model goes by.
            Refit = parsed.GetValue(_save) is not null || parsed.GetValue(_report) is not null,
            Name = study,
        };
        return new TuneRequest(search, study is null ? null : parsed.GetValue(_folder), parsed.GetValue(_restart), parsed.GetValue(_save), parsed.GetValue(_report), HeatMap(parsed.GetValue(_heatMap)));
    }

    private string? ReadResource(ParseResult parsed)
    {
        if (parsed.GetValue(_resource) is not { } resource)
            return null;
        if (resource is not ("trees" or "rows"))
            throw new UsageException($"--resource {resource}: expected trees or rows{(resource is "n_samples" or "samples" ? "; that is rows" : resource is "n_estimators" ? "; that is trees" : Suggestion.Of(resource, ["trees", "rows"]))}");
        return parsed.GetValue(_halving) is not null ? resource
            : throw new UsageException($"--resource {resource}: only the rounds of a search by halving have ever more of something; say by what factor with --halving 3");
    }

    private static (string Across, string Down)? HeatMap(IReadOnlyList<string>? names) => names switch
    {
        null => null,
        [var across, var down] => (across, down),
        _ => throw new UsageException($"--heatmap {string.Join(',', names)}: expected two parameters, such as max_depth,max_features"),
    };
}
