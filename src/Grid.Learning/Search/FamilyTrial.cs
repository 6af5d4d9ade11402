using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Grid.Learning;

/// <summary>
/// The unit of a search's work: a family's forest, or a block of its trees, grown on the training rows of a split, and what
/// every member of the family predicts for the test rows. Runs on the calling thread and depends on its arguments alone.
/// </summary>
public static class FamilyTrial
{
    // Trees are read in batches of this many nodes, some tens of megabytes.
    private const int BatchNodes = 1 << 19;

    /// <summary>Bytes of the buffers that a trial of the family grows trees in, at most.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="family">The candidates.</param>
    public static long WorkBytes(TrainingMatrix matrix, Family family) => TreeGrower.BytesFor(matrix, family.Parameters, matrix.Rows);

    /// <summary>Grows the trees and reads the members off.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="folds">Which of them test.</param>
    /// <param name="split">The split of the folds.</param>
    /// <param name="family">The candidates.</param>
    /// <param name="scorings">How to score them; used where the block is the whole forest.</param>
    /// <param name="firstTree">The first tree of the block; a <see cref="TrainingMatrix.IsWide">wide</see> target has none but the whole.</param>
    /// <param name="endTree">The tree after its last; -1 for all that the family has.</param>
    /// <param name="cancellation">Stops between trees, and between large nodes.</param>
    /// <returns>The members' scores where the block is the whole forest; otherwise sums, to be merged with those of the other blocks.</returns>
    public static TrialResult Run(TrainingMatrix matrix, FoldPlan folds, int split, Family family, IReadOnlyList<Scoring> scorings, int firstTree = 0, int endTree = -1, CancellationToken cancellation = default)
    {
        int trees = family.Parameters.Trees;
        endTree = endTree < 0 ? trees : endTree;
        if (firstTree < 0 || firstTree >= endTree || endTree > trees)
            throw new ArgumentOutOfRangeException(nameof(firstTree), $"Trees {firstTree} to {endTree} are not a block of {trees}.");
        if (matrix.IsWide && endTree - firstTree != trees)
            throw new ArgumentOutOfRangeException(nameof(firstTree), "The sums of a wide target's blocks would depend on how they are cut.");
        var workspaces = TrialWorkspace.LeftBy(matrix);
        var workspace = workspaces.TryTake(out var left) ? left : new TrialWorkspace();
        var testRows = folds.TestRows(split);
        var reader = new FamilyReader(matrix, family, firstTree, testRows, workspace);
        var batch = new List<GrownTree>();
        double growSeconds = 0;
        using (var source = new TreeSource(matrix, family.Parameters, folds.TrainingRows(split), split))
        {
            for (int t = firstTree; t < endTree; t++)
            {
                cancellation.ThrowIfCancellationRequested();
                long start = Stopwatch.GetTimestamp();
                var tree = workspace.Tree(batch.Count, matrix.Outputs);
                source.Grow(t, tree, cancellation);
                growSeconds += Stopwatch.GetElapsedTime(start).TotalSeconds;
                batch.Add(tree);
                if (t + 1 < endTree && t + 1 < reader.NextReading && batch.Sum(b => (long)b.Count) < BatchNodes)
                    continue;
                reader.Add(CollectionsMarshal.AsSpan(batch));
                batch.Clear();
            }
        }
        var sums = reader.Finish();
        var result = endTree - firstTree == trees
            ? new TrialResult(family.Index, split, firstTree, endTree, growSeconds, TrialResult.ScoresOf(matrix, testRows, family, scorings, sums), null)
            : new TrialResult(family.Index, split, firstTree, endTree, growSeconds, null, sums.ToArray());
        workspaces.Add(workspace);
        return result;
    }
}
