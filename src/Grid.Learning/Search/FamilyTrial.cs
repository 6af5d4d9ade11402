using System.Diagnostics;

namespace Grid.Learning;

/// <summary>
/// The unit of a search's work: a family's forest, or a block of its trees, grown on the training rows of a split, and what
/// every member of the family predicts for the test rows. Runs on the calling thread and depends on its arguments alone.
/// </summary>
public static class FamilyTrial
{
    /// <summary>Grows the trees and reads the members off.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="folds">Which of them test.</param>
    /// <param name="split">The split of the folds.</param>
    /// <param name="family">The candidates.</param>
    /// <param name="scoring">How to score them; used where the block is the whole forest.</param>
    /// <param name="firstTree">The first tree of the block.</param>
    /// <param name="endTree">The tree after its last; -1 for all that the family has.</param>
    /// <param name="cancellation">Stops between trees, and between large nodes.</param>
    /// <returns>The members' scores where the block is the whole forest; otherwise sums, to be merged with those of the other blocks.</returns>
    public static TrialResult Run(TrainingMatrix matrix, FoldPlan folds, int split, Family family, Scoring scoring, int firstTree = 0, int endTree = -1, CancellationToken cancellation = default)
    {
        int trees = family.Parameters.Trees;
        endTree = endTree < 0 ? trees : endTree;
        if (firstTree < 0 || firstTree >= endTree || endTree > trees)
            throw new ArgumentOutOfRangeException(nameof(firstTree), $"Trees {firstTree} to {endTree} are not a block of {trees}.");
        long start = Stopwatch.GetTimestamp();
        var grown = new GrownTree[endTree - firstTree];
        using (var source = new TreeSource(matrix, family.Parameters, folds.TrainingRows(split), split))
        {
            for (int t = 0; t < grown.Length; t++)
            {
                cancellation.ThrowIfCancellationRequested();
                // Trees of a forest are about equally large.
                grown[t] = new GrownTree(matrix.Outputs, t == 0 ? 64 : grown[t - 1].Count + 64);
                source.Grow(firstTree + t, grown[t], cancellation);
            }
        }
        double growSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var testRows = folds.TestRows(split);
        var sums = FamilyReader.Read(matrix, family, grown, firstTree, testRows);
        var result = new TrialResult(family.Index, split, firstTree, endTree, growSeconds, null, sums);
        return endTree - firstTree == trees ? result.Finish(matrix, folds, family, scoring) : result;
    }
}
