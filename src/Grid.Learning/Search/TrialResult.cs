using System.Runtime.InteropServices;

namespace Grid.Learning;

/// <summary>
/// What a trial found. Of a whole forest, the score of each member; of a block of its trees, sums of predictions, which
/// merge exactly with those of the blocks before and after.
/// </summary>
public sealed class TrialResult
{
    private readonly double[]? _scores;
    private readonly double[]? _sums;

    internal TrialResult(int family, int split, int firstTree, int endTree, double growSeconds, double[]? scores, double[]? sums)
    {
        (Family, Split, FirstTree, EndTree, GrowSeconds) = (family, split, firstTree, endTree, growSeconds);
        (_scores, _sums) = (scores, sums);
    }

    /// <summary>The family's position.</summary>
    public int Family { get; }

    /// <summary>The split.</summary>
    public int Split { get; }

    /// <summary>The first tree of the block.</summary>
    public int FirstTree { get; }

    /// <summary>The tree after its last.</summary>
    public int EndTree { get; }

    /// <summary>How long growing the trees took one thread, in seconds. The only figure that differs from run to run.</summary>
    public double GrowSeconds { get; }

    /// <summary>Whether there are scores; otherwise it is a block, to be merged and finished.</summary>
    public bool IsFinished => _scores is not null;

    /// <summary>The score of each member of the family, in their order: by the scoring that chooses first, then by each of the others.</summary>
    /// <exception cref="InvalidOperationException">The result is that of a block.</exception>
    public IReadOnlyList<double> Scores => _scores ?? throw new InvalidOperationException("A block of trees has no scores before all blocks are merged and finished.");

    /// <summary>Both blocks as one.</summary>
    /// <param name="next">The block that starts where this one ends, of the same family and split.</param>
    /// <exception cref="ArgumentException">It is another.</exception>
    public TrialResult Merge(TrialResult next)
    {
        if (_sums is null || next._sums is null || (Family, Split, EndTree) != (next.Family, next.Split, next.FirstTree) || _sums.Length != next._sums.Length)
            throw new ArgumentException($"Trees {next.FirstTree} to {next.EndTree} of family {next.Family}, split {next.Split}, do not follow trees {FirstTree} to {EndTree} of family {Family}, split {Split}.", nameof(next));
        var sums = new double[_sums.Length];
        for (int i = 0; i < sums.Length; i++)
            sums[i] = _sums[i] + next._sums[i];
        return new TrialResult(Family, Split, FirstTree, next.EndTree, GrowSeconds + next.GrowSeconds, null, sums);
    }

    /// <summary>Scores the merged blocks of a forest.</summary>
    /// <exception cref="InvalidOperationException">Trees are missing.</exception>
    public TrialResult Finish(TrainingMatrix matrix, FoldPlan folds, Family family, IReadOnlyList<Scoring> scorings)
    {
        if (IsFinished)
            return this;
        if (FirstTree != 0 || EndTree != family.Parameters.Trees)
            throw new InvalidOperationException($"Trees {FirstTree} to {EndTree} are not all {family.Parameters.Trees} of the family.");
        return new TrialResult(Family, Split, FirstTree, EndTree, GrowSeconds, ScoresOf(matrix, folds.TestRows(Split), family, scorings, _sums), null);
    }

    /// <summary>The score of each member of a family by each scoring, from sums over the trees by reading, test row and output.</summary>
    internal static double[] ScoresOf(TrainingMatrix matrix, int[] testRows, Family family, IReadOnlyList<Scoring> scorings, ReadOnlySpan<double> sums)
    {
        var truth = Truth.Of(matrix, testRows);
        var byReading = new double[scorings.Count][];
        for (int s = 0; s < byReading.Length; s++)
            byReading[s] = new double[family.Readings.Length];
        var means = new double[testRows.Length * matrix.Outputs];
        for (int k = 0; k < family.Readings.Length; k++)
        {
            var reading = sums.Slice(k * means.Length, means.Length);
            for (int i = 0; i < means.Length; i++)
                means[i] = reading[i] / family.Readings[k].Trees;
            for (int s = 0; s < byReading.Length; s++)
                byReading[s][k] = scorings[s].Score(truth, means);
        }
        return [.. byReading.SelectMany(scores => family.ReadingOf.Select(k => scores[k]))];
    }

    /// <summary>
    /// The result as bytes, little-endian: family, split, first and end tree as 32-bit integers, 1 for scores or 0 for sums
    /// likewise, then the seconds and the figures as doubles.
    /// </summary>
    public byte[] Encode()
    {
        int[] head = [Family, Split, FirstTree, EndTree, IsFinished ? 1 : 0];
        double[] body = [GrowSeconds, .. _scores ?? _sums!];
        return [.. MemoryMarshal.AsBytes(head), .. MemoryMarshal.AsBytes(body)];
    }

    /// <summary>The result that was encoded.</summary>
    /// <exception cref="LearningException">The bytes are not such a result.</exception>
    public static TrialResult Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 28 || (bytes.Length - 20) % 8 != 0)
            throw new LearningException("a trial's result cannot be read: the bytes are damaged.");
        var head = MemoryMarshal.Cast<byte, int>(bytes[..20]);
        var body = MemoryMarshal.Cast<byte, double>(bytes[20..]);
        var figures = body[1..].ToArray();
        bool finished = head[4] == 1;
        return new TrialResult(head[0], head[1], head[2], head[3], body[0], finished ? figures : null, finished ? null : figures);
    }
}
