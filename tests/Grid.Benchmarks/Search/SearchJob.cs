using Grid.Learning;

namespace Grid.Benchmarks;

/// <summary>What a session of the search benchmark does: the same arguments for Grid and for the scripts in peers/.</summary>
/// <param name="Folder">Where the data is.</param>
/// <param name="Operations">Which of <see cref="SearchOperation.All"/>.</param>
/// <param name="Grid">The grid, as Grid writes it.</param>
/// <param name="Seed">What all random draws follow from.</param>
/// <param name="ForestTrees">Trees of the single forests.</param>
/// <param name="Cores">Cores to use.</param>
internal sealed record SearchJob(string Folder, IReadOnlyList<string> Operations, string Grid, ulong Seed, int ForestTrees, int Cores)
{
    /// <summary>The reference search: 240 candidates.</summary>
    public const string ReferenceGrid = "max_depth=3,4,5,6,none; max_features=1,3,10,none; min_samples_split=2,3,10; bootstrap=true,false; criterion=gini,entropy";

    /// <summary>A few candidates, to see whether all sides run.</summary>
    public const string ReducedGrid = "max_depth=3,none; max_features=3,10; min_samples_split=2,10; bootstrap=true,false";

    /// <summary>Trees of each forest of the search.</summary>
    public const int Trees = 20;

    /// <summary>Folds of the search: stratified, not shuffled.</summary>
    public const int Folds = 8;

    /// <summary>Rows of the largest training.</summary>
    public int LargeRows => Grid == ReducedGrid ? 40_000 : 10_000_000;

    /// <summary>The job as a side has it.</summary>
    public SearchJob For(Peer peer) => peer.Id == "kernels" ? this : this with { Operations = [.. Operations.Where(o => o != SearchOperation.Large)] };

    /// <summary>How a session is told.</summary>
    public string[] Arguments => [Folder, string.Join(',', Operations), Grid, $"{Trees}", $"{Folds}", $"{Seed}", $"{ForestTrees}", $"{Cores}"];

    /// <summary>The search as data.</summary>
    public SearchSpec Spec(string grid) => new()
    {
        Task = LearningTask.Classification,
        Grid = grid,
        Trees = Trees,
        Folds = new FoldOptions { Folds = Folds },
        Scoring = "accuracy",
        Seed = Seed,
    };

    /// <summary>The images of digits.</summary>
    public string Digits => Path.Combine(Folder, "digits.csv");
}
