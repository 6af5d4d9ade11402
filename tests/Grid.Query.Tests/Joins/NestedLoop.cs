using System.Numerics;
using Grid.Columns;

namespace Grid.Query.Tests;

/// <summary>The plain twin of joins: every row of one table is held against every row of the other.</summary>
public static class NestedLoop
{
    /// <summary>The joined rows, as the row of each table that they are made of; -1 for none.</summary>
    public static List<(int Left, int Right)> Join(CutTable left, CutTable right, JoinKind kind, IReadOnlyList<(int Left, int Right)> keys, Func<int, bool>? keep = null)
    {
        var joined = new List<(int, int)>();
        for (int l = 0; l < left.Rows; l++)
        {
            if (keep?.Invoke(l) == false)
                continue;
            var matches = Enumerable.Range(0, right.Rows).Where(r => keys.All(k => AreEqual(left.Columns[k.Left].Values[l], right.Columns[k.Right].Values[r]))).ToList();
            switch (kind)
            {
                case JoinKind.Semi when matches.Count > 0:
                case JoinKind.Anti when matches.Count == 0:
                case JoinKind.Left when matches.Count == 0:
                    joined.Add((l, -1));
                    break;
                case JoinKind.Inner or JoinKind.Left:
                    joined.AddRange(matches.Select(r => (l, r)));
                    break;
            }
        }
        return joined;
    }

    /// <summary>The columns of joined rows.</summary>
    public static IReadOnlyList<(string, DataType, Scalar[])> Columns(CutTable left, CutTable right, string name, List<(int Left, int Right)> rows, JoinKind kind) =>
    [
        .. left.Columns.Select(c => (c.Name, c.Type, rows.Select(row => c.Values[row.Left]).ToArray())),
        .. kind is JoinKind.Semi or JoinKind.Anti ? [] : right.Columns.Select(c => ($"{name}{c.Name}", c.Type, rows.Select(row => row.Right < 0 ? Scalar.Null : c.Values[row.Right]).ToArray())),
    ];

    /// <summary>Whether two keys mean the same; null means nothing.</summary>
    public static bool AreEqual(Scalar a, Scalar b)
    {
        if (a.IsNull || b.IsNull)
            return false;
        if (a.AsText is { } text)
            return text == b.AsText;
        if (IsMoment(a))
            return Nanoseconds(a) == Nanoseconds(b);
        bool isOdd = Reference.IsNaN(a) || Reference.IsInfinite(a), isOther = Reference.IsNaN(b) || Reference.IsInfinite(b);
        return isOdd || isOther ? isOdd && isOther && a.AsDouble.Equals(b.AsDouble) : Reference.Exact(a) == Reference.Exact(b);
    }

    private static bool IsMoment(Scalar value) => value.Type!.Kind is LogicalKind.Date or LogicalKind.Timestamp;

    private static BigInteger Nanoseconds(Scalar value) =>
        value.Type is LogicalTimestamp type ? value.AsInt64 * (BigInteger)(1_000_000_000 / type.TicksPerSecond) : value.AsInt64 * (BigInteger)86_400_000_000_000;
}
