using System.Numerics;

namespace Grid.Query;

/// <summary>
/// A set of codes. Most are a range (a comparison on ordered values, or "not null"): then rows are told by two comparisons, not by a table.
/// </summary>
internal sealed class CodeSet
{
    private readonly ulong[] _members;

    public CodeSet(ulong[] members)
    {
        _members = members;
        int count = 0;
        (First, Last) = (0, -1);
        for (int w = 0; w < members.Length; w++)
        {
            ulong word = members[w];
            if (word == 0)
                continue;
            if (count == 0)
                First = (w << 6) + BitOperations.TrailingZeroCount(word);
            Last = (w << 6) + 63 - BitOperations.LeadingZeroCount(word);
            count += BitOperations.PopCount(word);
        }
        IsRange = count == Last - First + 1;
    }

    private CodeSet(int last) => (_members, Last, IsRange) = ([], last, true);

    /// <summary>Every code.</summary>
    public static CodeSet Everything { get; } = new(int.MaxValue);

    public int First { get; }

    /// <summary>The last member; below the first for an empty set.</summary>
    public int Last { get; }

    /// <summary>Whether all codes from first to last belong to it.</summary>
    public bool IsRange { get; }

    /// <summary>Whether every row of a column has a code in the set.</summary>
    public bool HasAllOf(CodedColumn column) =>
        IsRange && First == 0 && Last >= (column.Column.NullCount == 0 ? column.NullCode - 1 : column.NullCode);

    /// <summary>A set bit for each row whose code is in the set.</summary>
    public void Find(CodedColumn column, int start, int count, Span<ulong> bits)
    {
        if (Last < First)
        {
            bits[..Vector.Words(count)].Clear();
        }
        else if (HasAllOf(column))
        {
            for (int w = 0; w < Vector.Words(count); w++)
                bits[w] = Vector.Mask(w, count);
        }
        else if (column.Width == 1)
        {
            if (IsRange)
                CodeSetKernel.InRange(column.Codes8.Slice(start, count), (byte)First, (byte)Last, bits);
            else
                CodeSetKernel.InSet(column.Codes8.Slice(start, count), _members, bits);
        }
        else if (column.Width == 2)
        {
            if (IsRange)
                CodeSetKernel.InRange(column.Codes16.Slice(start, count), (ushort)First, (ushort)Last, bits);
            else
                CodeSetKernel.InSet(column.Codes16.Slice(start, count), _members, bits);
        }
        else
        {
            CodeSetKernel.InSet(column.Read(start, count), _members, bits);
        }
    }
}
