using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Grid.Learning;

/// <summary>
/// The memory that a trial works in. It is large, and a search runs hundreds of trials a second: one after another they take
/// what the last has left, so that it need not be cleared and collected each time. For one trial at a time.
/// </summary>
internal sealed class TrialWorkspace
{
    private static readonly ConditionalWeakTable<TrainingMatrix, ConcurrentBag<TrialWorkspace>> s_left = [];

    private readonly List<GrownTree> _trees = [];
    private readonly List<int[]> _leaves = [];
    private readonly List<int[]> _stops = [];
    private double[] _running = [];
    private double[] _sums = [];

    /// <summary>Where the nodes on the way to another are kept, by <see cref="RuleStops"/>.</summary>
    public int[] Firsts = [];

    /// <summary>Each node's parent, likewise.</summary>
    public int[] Parents = [];

    /// <summary>What trials over a matrix have worked in and others may, while the matrix is there.</summary>
    public static ConcurrentBag<TrialWorkspace> LeftBy(TrainingMatrix matrix) => s_left.GetOrCreateValue(matrix);

    /// <summary>The tree at a place of a batch, empty.</summary>
    public GrownTree Tree(int place, int outputs)
    {
        if (place == _trees.Count)
            _trees.Add(new GrownTree(outputs));
        _trees[place].Clear();
        return _trees[place];
    }

    /// <summary>Room for so many leaves, for the tree at a place of a batch.</summary>
    public int[] Leaves(int place, int length) => Room(_leaves, place, length);

    /// <summary>Room for so many stops, for the tree at a place of a batch.</summary>
    public int[] Stops(int place, int length) => Room(_stops, place, length);

    /// <summary>So many zeros, to add trees to.</summary>
    public double[] Running(long length) => Zeros(ref _running, length);

    /// <summary>So many zeros, for sums that are done; a reading that ends before the trial's first tree stays at them.</summary>
    public double[] Sums(long length) => Zeros(ref _sums, length);

    /// <summary>An array of at least so many elements, whose values are lost where it was too small.</summary>
    public static T[] Grow<T>(ref T[] array, long length)
    {
        if (array.Length < length)
            array = new T[length];
        return array;
    }

    private static double[] Zeros(ref double[] array, long length)
    {
        Grow(ref array, length).AsSpan(0, (int)length).Clear();
        return array;
    }

    private static int[] Room(List<int[]> rooms, int place, int length)
    {
        if (place == rooms.Count)
            rooms.Add([]);
        var room = rooms[place];
        return rooms[place] = Grow(ref room, length);
    }
}
