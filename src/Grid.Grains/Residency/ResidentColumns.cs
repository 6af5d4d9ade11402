using Grid.Columns;
using Grid.Query;

namespace Grid.Grains;

/// <summary>The columns of one partition as far as they are in memory. What changes here changes under the lock of <see cref="Residents"/>.</summary>
/// <param name="key">The partition.</param>
/// <param name="expected">Bytes that each column is expected to take.</param>
internal sealed class ResidentColumns(string key, long[] expected)
{
    private readonly Slot[] _slots = [.. expected.Select(bytes => new Slot { Expected = bytes })];

    /// <summary>The partition's key.</summary>
    public string Key => key;

    /// <summary>How many columns there are.</summary>
    public int Count => _slots.Length;

    /// <summary>Bytes of memory that the columns take that are there, or are about to be.</summary>
    public long Held { get; set; }

    /// <summary>What was computed of the rows lately, which is in the account beside the columns.</summary>
    public KnownStates Known { get; set; } = new(0);

    /// <summary>Bytes of memory that all columns take, or are expected to.</summary>
    public long Whole => _slots.Sum(slot => slot.Expected);

    /// <summary>A column's place.</summary>
    public Slot this[int index] => _slots[index];

    /// <summary>The place of a column in memory.</summary>
    internal sealed class Slot
    {
        /// <summary>The column; null while it is not there.</summary>
        public Column? Column { get; set; }

        /// <summary>Bytes that it takes once it is there: as estimated, or as it took before.</summary>
        public long Expected { get; set; }

        /// <summary>Bytes that are accounted for it: 0 where it is neither there nor about to be.</summary>
        public long Bytes { get; set; }

        /// <summary>How many use it, or are about to.</summary>
        public int Pins { get; set; }

        /// <summary>The scan that used it last, by its number.</summary>
        public long LastScan { get; set; }

        /// <summary>When it was let go last: a count that goes up.</summary>
        public long LastUse { get; set; }
    }
}
