using System.Runtime.InteropServices;
using Grid.Columns;

namespace Grid.Learning;

/// <summary>
/// Which rows test and which train, split by split. With repeats, splits 0 to k - 1 are the folds of the first sharing out,
/// the next k those of the second, and so on. Immutable. Splits are scikit-learn's, row by row, shuffled ones too.
/// </summary>
public sealed class FoldPlan
{
    /// <summary>The fold of rows that no split tests.</summary>
    internal const ushort None = ushort.MaxValue;

    // In place of the repeats, of a plan whose splits train on what comes before.
    private const int InOrderMark = -1;

    private readonly ushort[][] _assignments;
    private readonly bool _isInOrder;
    private double _share = 1;
    private ulong _seed;

    private FoldPlan(ushort[][] assignments, int folds, bool isInOrder = false) => (_assignments, Folds, _isInOrder) = (assignments, folds, isInOrder);

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
    /// <param name="table">The rows as they were before they were binned, with the column of the groups or of the splits; needed where there is one.</param>
    /// <exception cref="LearningException">
    /// There are too few rows, rows of every class, or groups for so many folds; the groups are no column, null somewhere, or a feature.
    /// </exception>
    public static FoldPlan Of(TrainingMatrix matrix, FoldOptions options, IReadOnlyList<RecordBatch>? table = null)
    {
        options.Validate(matrix.Task);
        if (options.ColumnOfFolds is { } column)
        {
            ArgumentNullException.ThrowIfNull(table);
            if (matrix.Features.Any(f => f.Name == column))
                throw TrainingMatrix.GroupsLearned(column);
            return options.Groups is null ? Given(table, column) : Group(GroupReader.Read(table, column), options.Folds, column);
        }
        if (options.InOrder)
            return InOrder(matrix.Rows, options.Folds);
        return options.Stratified ?? matrix.Labels is not null
            ? Stratify(matrix.Classes, options, matrix.Labels!.Names, matrix.Target)
            : KFold(matrix.Rows, options);
    }

    /// <summary>Folds of neighbouring rows, the first ones longer by one where rows are left over: scikit-learn's KFold, and its RepeatedKFold.</summary>
    /// <exception cref="LearningException">There are fewer rows than folds.</exception>
    public static FoldPlan KFold(int rows, FoldOptions options)
    {
        Check(rows, options);
        return Repeat([], options, random => PlainFolds.Share(rows, options.Folds, random));
    }

    /// <summary>
    /// Folds that each have the classes in their proportions: scikit-learn's StratifiedKFold, and its RepeatedStratifiedKFold.
    /// </summary>
    /// <remarks>As there, a class with fewer rows than folds is missing from some of them: <see cref="Notes"/> says so.</remarks>
    /// <exception cref="LearningException">Every class has fewer rows than there are folds.</exception>
    public static FoldPlan Stratified(ReadOnlySpan<ushort> classes, FoldOptions options) => Stratify(classes, options, null, "target");

    /// <summary>
    /// Folds that never part a group, as even as they come: the largest group first, each to the fold with the fewest rows.
    /// scikit-learn's GroupKFold; groups of one size are in the order in which NumPy's quicksort leaves them.
    /// </summary>
    /// <param name="groups">Each row's group.</param>
    /// <param name="folds">How many folds.</param>
    /// <exception cref="LearningException">There are fewer groups than folds.</exception>
    public static FoldPlan Group(ReadOnlySpan<int> groups, int folds) => Group(groups, folds, "groups");

    /// <summary>Splits that each test the rows that follow those they train on: scikit-learn's TimeSeriesSplit.</summary>
    /// <param name="rows">How many rows, in the order of time.</param>
    /// <param name="splits">How many splits, at least 2.</param>
    /// <exception cref="LearningException">There are not more rows than splits.</exception>
    public static FoldPlan InOrder(int rows, int splits)
    {
        new FoldOptions { Folds = splits }.Validate();
        if (rows <= splits)
            throw new LearningException($"there are {rows} rows but {splits} splits in the order of time, the first of which needs rows before it; ask for fewer folds.");
        var assignment = new ushort[rows];
        assignment.AsSpan().Fill(None);
        int size = rows / (splits + 1);
        for (int split = 0; split < splits; split++)
            assignment.AsSpan(rows - (splits - split) * size, size).Fill((ushort)split);
        return new FoldPlan([assignment], splits, isInOrder: true);
    }

    /// <summary>Each row's fold in a sharing out; 65,535 for one that no split tests.</summary>
    public ReadOnlySpan<ushort> Assignment(int repeat = 0) => _assignments[repeat];

    /// <summary>The rows that test a split, ascending.</summary>
    public int[] TestRows(int split) => Sample(Pick(split, (fold, own) => fold == own));

    /// <summary>The rows that train for a split, ascending.</summary>
    public int[] TrainingRows(int split) => Sample(_isInOrder
        ? Pick(split, (fold, own) => fold == None || fold < own)
        : Pick(split, (fold, own) => fold != own));

    /// <summary>
    /// The same splits with fewer rows: of those that train and of those that test in each its share, drawn as scikit-learn's searches by
    /// halving draw them by a random_state. Does not travel.
    /// </summary>
    /// <param name="rows">How many of all rows there are to be.</param>
    /// <param name="seed">Where the draws start from.</param>
    public FoldPlan Sampled(int rows, ulong seed) => new(_assignments, Folds, _isInOrder) { Notes = Notes, _share = (double)rows / Rows, _seed = seed };

    /// <summary>The plan as bytes: folds, repeats (-1 where splits train on what comes before), rows as 32-bit integers, then 16 bits a row and repeat, little-endian.</summary>
    public byte[] Encode()
    {
        int[] head = [Folds, _isInOrder ? InOrderMark : _assignments.Length, Rows];
        return [.. MemoryMarshal.AsBytes(head), .. _assignments.SelectMany(a => MemoryMarshal.AsBytes(a.AsSpan()).ToArray())];
    }

    /// <summary>The plan that was encoded.</summary>
    /// <exception cref="LearningException">The bytes are not such a plan.</exception>
    public static FoldPlan Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 12)
            throw Damaged();
        var head = MemoryMarshal.Cast<byte, int>(bytes[..12]);
        var (folds, repeats, rows) = (head[0], head[1] == InOrderMark ? 1 : head[1], head[2]);
        if (folds is < 1 or >= None || repeats < 1 || rows < 1 || bytes.Length != 12 + 2L * repeats * rows)
            throw Damaged();
        var body = MemoryMarshal.Cast<byte, ushort>(bytes[12..]);
        var assignments = new ushort[repeats][];
        for (int r = 0; r < repeats; r++)
        {
            assignments[r] = body.Slice(r * rows, rows).ToArray();
            if (Array.Exists(assignments[r], fold => fold >= folds && fold != None))
                throw Damaged();
        }
        return new FoldPlan(assignments, folds, head[1] == InOrderMark);
    }

    private static LearningException Damaged() => new("the folds cannot be read: the bytes are damaged.");

    private static FoldPlan Given(IReadOnlyList<RecordBatch> table, string column)
    {
        var (assignment, splits) = GivenFolds.Read(table, column);
        return new FoldPlan([assignment], splits);
    }

    private static FoldPlan Group(ReadOnlySpan<int> groups, int folds, string name)
    {
        Check(groups.Length, new FoldOptions { Folds = folds });
        return new FoldPlan([GroupFolds.Share(groups, folds, name)], folds);
    }

    private static FoldPlan Stratify(ReadOnlySpan<ushort> classes, FoldOptions options, IReadOnlyList<string>? names, string target)
    {
        Check(classes.Length, options);
        var sharing = new StratifiedFolds(classes, options.Folds);
        var rare = RareClasses.Of([.. sharing.Classes.Select(k => (names?[k.Class] ?? k.Class.ToString(), k.Rows))], target, options.Folds);
        return Repeat(rare, options, sharing.Share);
    }

    private static FoldPlan Repeat(IReadOnlyList<string> notes, FoldOptions options, Func<MersenneTwister?, ushort[]> share)
    {
        // One stream for all repeats, as scikit-learn's repeated folds have it.
        var random = options.Shuffle || options.Repeats > 1 ? new MersenneTwister(options.Seed) : null;
        var assignments = new ushort[options.Repeats][];
        for (int r = 0; r < options.Repeats; r++)
            assignments[r] = share(random);
        return new FoldPlan(assignments, options.Folds) { Notes = notes };
    }

    private static void Check(int rows, FoldOptions options)
    {
        options.Validate();
        if (rows < options.Folds)
            throw new LearningException($"there are {rows} rows but {options.Folds} folds; ask for fewer folds.");
    }

    private int[] Sample(int[] rows)
    {
        if (_share >= 1)
            return rows;
        int[] places = [.. Enumerable.Range(0, rows.Length)];
        new MersenneTwister(_seed).Shuffle(places);
        int[] drawn = [.. places.Take((int)(_share * rows.Length)).Select(place => rows[place])];
        Array.Sort(drawn);
        return drawn;
    }

    private int[] Pick(int split, Func<int, int, bool> isIn)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)split, (uint)Splits, nameof(split));
        var assignment = _assignments[split / Folds];
        int fold = split % Folds;
        var rows = new List<int>(assignment.Length);
        for (int i = 0; i < assignment.Length; i++)
        {
            if (isIn(assignment[i], fold))
                rows.Add(i);
        }
        return [.. rows];
    }
}
