using Grid.Client;
using Grid.Learning;

namespace Grid.Search.Victim;

/// <summary>The search that is killed, and that a test then goes on with: 32 trials of some tens of milliseconds.</summary>
public static class VictimSearch
{
    public const string Name = "digits";

    public static ForestSearch Spec { get; } = new()
    {
        Target = "target",
        ParamGrid = "max_depth=3,none; max_features=2,8; criterion=gini,entropy; min_samples_split=2,10",
        NEstimators = 80,
        Cv = new FoldOptions { Folds = 8 },
        Seed = 7,
        Name = Name,
    };
}
