using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Learning;

/// <summary>
/// Which rows test and which train, split by split. With repeats, splits 0 to k - 1 are the folds of the first sharing out,
/// the next k those of the second, and so on. Immutable.
/// </summary>
public sealed class FoldPlan
{
    private readonly ushort[][] _assignments;

    private FoldPlan(ushort[][] assignments, int folds) => (_assignments, Folds) = (assignments, folds);

    /// <summary>Folds of one sharing out.</summary>
    public int Folds { get; }

    /// <summary>How many splits there are: folds times repeats.</summary>
    public int Splits => Folds * _assignments.Length;

    /// <summary>What is worth knowing of the folds, a line each: classes with fewer rows than folds. Does not travel.</summary>
    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>How many rows there are.</summary>
    public int Rows => _assignments[0].Length;

    /// <summary>The folds of a matrix's rows.</summary>
    /// <param name="matrix">The rows.</param>
    /// <param name="options">How they are shared out.</param>
    /// <param name="table">The rows as they were before they were binned, with the column of the groups; needed where there are any.</param>
    /// <exception cref="LearningException">
    /// There are too few rows, rows of every class, or groups for so many folds; the groups are no column, null somewhere, or a feature.
    /// </exception>
    public static FoldPlan Of(TrainingMatrix matrix, FoldOptions options, IReadOnlyList<RecordBatch>? table = null)
    {
        options.Validate();
        if (options.Groups is { } groups)
        {
            ArgumentNullException.ThrowIfNull(table);
            if (matrix.Features.Any(f => f.Name == groups))
                throw TrainingMatrix.GroupsLearned(groups);
            return Group(GroupReader.Read(table, groups), options.Folds, groups);
        }
        bool stratified = options.Stratified ?? matrix.Task == LearningTask.Classification;
        if (!stratified)
            return KFold(matrix.Rows, options);
        return matrix.Labels is { } labels
            ? Stratify(matrix.Classes, options, labels.Names, matrix.Target)
            : throw new LearningException("stratified folds need classes; a regression's folds are plain.");
    }

    /// <summary>Folds of neighbouring rows, the first ones longer by one where rows are left over: scikit-learn's KFold.</summary>
    /// <exception cref="LearningException">There are fewer rows than folds.</exception>
    public static FoldPlan KFold(int rows, FoldOptions options)
    {
        Check(rows, options);
        return Repeat([], options, (shuffle, random) =>
        {
            var folds = new ushort[rows];
            for (int fold = 0, at = 0; fold < options.Folds; fold++)
            {
                int size = rows / options.Folds + (fold < rows % options.Folds ? 1 : 0);
                folds.AsSpan(at, size).Fill((ushort)fold);
                at += size;
            }
            if (shuffle)
                random.Shuffle(folds.AsSpan());
            return folds;
        });
    }

    /// <summary>
    /// Folds that each have the classes in their proportions: scikit-learn's StratifiedKFold, the same assignment where it
    /// is not shuffled.
    /// </summary>
    /// <remarks>As there, a class with fewer rows than folds is missing from some of them: <see cref="Notes"/> says so.</remarks>
    /// <exception cref="LearningException">Every class has fewer rows than there are folds.</exception>
    public static FoldPlan Stratified(ReadOnlySpan<ushort> classes, FoldOptions options) => Stratify(classes, options, null, "target");

    /// <summary>
    /// Folds that never part a group, as even as they come: the largest group first, each to the fold with the fewest rows.
    /// scikit-learn's GroupKFold; of groups of one size, the later first.
    /// </summary>
    /// <param name="groups">Each row's group.</param>
    /// <param name="folds">How many folds.</param>
    /// <exception cref="LearningException">There are fewer groups than folds.</exception>
    public static FoldPlan Group(ReadOnlySpan<int> groups, int folds) => Group(groups, folds, "groups");

    /// <summary>Each row's fold in a sharing out.</summary>
    public ReadOnlySpan<ushort> Assignment(int repeat = 0) => _assignments[repeat];

    /// <summary>The rows that test a split, ascending.</summary>
    public int[] TestRows(int split) => Pick(split, test: true);

    /// <summary>The rows that train for a split, ascending.</summary>
    public int[] TrainingRows(int split) => Pick(split, test: false);

    /// <summary>The plan as bytes: folds, repeats, rows as 32-bit integers, then 16 bits a row and repeat, little-endian.</summary>
    public byte[] Encode()
    {
        int[] head = [Folds, _assignments.Length, Rows];
        return [.. MemoryMarshal.AsBytes(head), .. _assignments.SelectMany(a => MemoryMarshal.AsBytes(a.AsSpan()).ToArray())];
    }

    /// <summary>The plan that was encoded.</summary>
    /// <exception cref="LearningException">The bytes are not such a plan.</exception>
    public static FoldPlan Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12)
            throw Damaged();
        var head = MemoryMarshal.Cast<byte, int>(bytes[..12]);
        var (folds, repeats, rows) = (head[0], head[1], head[2]);
        if (folds < 2 || repeats < 1 || rows < 1 || bytes.Length != 12 + 2L * repeats * rows)
            throw Damaged();
        var body = MemoryMarshal.Cast<byte, ushort>(bytes[12..]);
        if (body.IndexOfAnyExceptInRange((ushort)0, (ushort)(folds - 1)) >= 0)
            throw Damaged();
        var assignments = new ushort[repeats][];
        for (int r = 0; r < repeats; r++)
            assignments[r] = body.Slice(r * rows, rows).ToArray();
        return new FoldPlan(assignments, folds);
    }

    private static LearningException Damaged() => new("the folds cannot be read: the bytes are damaged.");

    private static FoldPlan Group(ReadOnlySpan<int> groups, int folds, string name)
    {
        Check(groups.Length, new FoldOptions { Folds = folds });
        var sizes = new SortedDictionary<int, int>();
        foreach (int group in groups)
            CollectionExtensions.TryAdd(sizes, group, 0);
        foreach (int group in groups)
            sizes[group]++;
        if (sizes.Count < folds)
        {
            throw new LearningException($"'{name}' has {sizes.Count} {(sizes.Count == 1 ? "group" : "groups")}, fewer than the {folds} folds; "
                + (sizes.Count == 1 ? "folds by group need at least 2 groups." : $"ask for at most {sizes.Count} folds."));
        }
        var rowsOf = new long[folds];
        var foldOf = new Dictionary<int, ushort>();
        foreach (var (group, size) in sizes.Reverse().OrderByDescending(g => g.Value))
        {
            int lightest = Array.IndexOf(rowsOf, rowsOf.Min());
            rowsOf[lightest] += size;
            foldOf[group] = (ushort)lightest;
        }
        var assignment = new ushort[groups.Length];
        for (int i = 0; i < groups.Length; i++)
            assignment[i] = foldOf[groups[i]];
        return new FoldPlan([assignment], folds);
    }

    private static FoldPlan Stratify(ReadOnlySpan<ushort> classes, FoldOptions options, IReadOnlyList<string>? names, string target)
    {
        Check(classes.Length, options);
        // Classes are numbered by first appearance, as scikit-learn does.
        var number = new Dictionary<ushort, int>();
        var counts = new List<int>();
        var encoded = new int[classes.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            if (!number.TryGetValue(classes[i], out int k))
            {
                number[classes[i]] = k = counts.Count;
                counts.Add(0);
            }
            encoded[i] = k;
            counts[k]++;
        }
        var rare = RareClasses.Of([.. number.Select(n => (names?[n.Key] ?? n.Key.ToString(), counts[n.Value]))], target, options.Folds);
        // Row i of the rows sorted by class goes to fold i mod k: that says how many of a class each fold gets, and the
        // rows of the class go to the folds in blocks of those sizes.
        var quota = new int[counts.Count][];
        for (int k = 0, at = 0; k < counts.Count; k++)
        {
            quota[k] = new int[options.Folds];
            for (int i = 0; i < counts[k]; i++)
                quota[k][at++ % options.Folds]++;
        }
        return Repeat(rare, options, (shuffle, random) =>
        {
            var blocks = new ushort[counts.Count][];
            for (int k = 0; k < counts.Count; k++)
            {
                blocks[k] = [.. quota[k].SelectMany((size, fold) => Enumerable.Repeat((ushort)fold, size))];
                if (shuffle)
                    random.Shuffle(blocks[k].AsSpan());
            }
            var taken = new int[counts.Count];
            return Array.ConvertAll(encoded, k => blocks[k][taken[k]++]);
        });
    }

    private static FoldPlan Repeat(IReadOnlyList<string> notes, FoldOptions options, Func<bool, RandomStream, ushort[]> share)
    {
        var assignments = new ushort[options.Repeats][];
        for (int r = 0; r < options.Repeats; r++)
        {
            var random = new RandomStream(RandomStream.Key(RandomStream.Purpose.Folds, options.Seed, r));
            assignments[r] = share(options.Shuffle || options.Repeats > 1, random);
        }
        return new FoldPlan(assignments, options.Folds) { Notes = notes };
    }

    private static void Check(int rows, FoldOptions options)
    {
        options.Validate();
        if (rows < options.Folds)
            throw new LearningException($"there are {rows} rows but {options.Folds} folds; ask for fewer folds.");
    }

    private int[] Pick(int split, bool test)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)split, (uint)Splits, nameof(split));
        var assignment = _assignments[split / Folds];
        int fold = split % Folds;
        var rows = new List<int>(assignment.Length);
        for (int i = 0; i < assignment.Length; i++)
        {
            if (assignment[i] == fold == test)
                rows.Add(i);
        }
        return [.. rows];
    }
}
