using System.Text;
using Grid.Columns;

namespace Grid.Query;

/// <summary>A value and where it stands in the dataset. Immutable.</summary>
/// <param name="Position">The row in the dataset, from 0.</param>
/// <param name="Key">The key of what is no text.</param>
/// <param name="Text">The text.</param>
internal sealed record PlacedValue(long Position, ulong Key, byte[]? Text)
{
    public PlacedValue Earlier(PlacedValue other) => other.Position < Position ? other : this;

    public PlacedValue Later(PlacedValue other) => other.Position > Position ? other : this;

    public Scalar ToScalar(LogicalType type) => Text is null ? ScalarKey.ToScalar(type, Key) : Scalar.Text(Encoding.UTF8.GetString(Text));

    /// <summary>Writes those of all groups; some have none.</summary>
    public static void Write(ByteWriter writer, PlacedValue?[] values)
    {
        foreach (var value in values)
        {
            writer.Byte((byte)(value is null ? 0 : value.Text is null ? 1 : 2));
            if (value is null)
                continue;
            writer.Unsigned((ulong)value.Position);
            if (value.Text is null)
                writer.Fixed(value.Key);
            else
                writer.Bytes(value.Text);
        }
    }

    public static PlacedValue?[] Read(ref ByteReader reader, int groups)
    {
        var values = new PlacedValue?[groups];
        for (int g = 0; g < groups; g++)
        {
            int kind = reader.Within(0, 2);
            if (kind == 0)
                continue;
            long position = reader.Long();
            values[g] = kind == 1 ? new PlacedValue(position, reader.Fixed(), null) : new PlacedValue(position, 0, reader.Bytes());
        }
        return values;
    }
}
