using System.Text;

namespace Grid.Query;

/// <summary>Texts: codes into distinct ones, -1 where there is none.</summary>
internal sealed class TextFigures(TextArena texts, int[] codes) : Figures
{
    public override int Count => codes.Length;

    public override Scalar this[int row] => codes[row] < 0 ? Scalar.Null : Scalar.Text(Encoding.UTF8.GetString(texts.Text(codes[row])));

    public override long Weight => 4L * codes.Length + texts.Weight;

    public static new TextFigures Of(Scalar[] values)
    {
        var interner = new TextInterner();
        return new TextFigures(interner.Texts, Array.ConvertAll(values, v => v.AsText is { } text ? interner.Intern(Encoding.UTF8.GetBytes(text)) : -1));
    }

    public static TextFigures Concat(IReadOnlyList<Figures> parts, int count)
    {
        var interner = new TextInterner();
        var all = new int[count];
        int at = 0;
        foreach (var part in parts)
        {
            if (part is TextFigures texts)
            {
                int[] map = texts.Map(interner);
                for (int i = 0; i < part.Count; i++)
                    all[at + i] = texts.Codes[i] < 0 ? -1 : map[texts.Codes[i]];
            }
            else
            {
                all.AsSpan(at, part.Count).Fill(-1);
            }
            at += part.Count;
        }
        return new TextFigures(interner.Texts, all);
    }

    public override void Write(ByteWriter writer, int start, int count)
    {
        writer.Count(3);
        var own = codes.AsSpan(start, count);
        var used = new TextInterner(Math.Min(count, texts.Count));
        var packed = new int[count];
        for (int i = 0; i < count; i++)
            packed[i] = own[i] < 0 ? 0 : 1 + used.Intern(texts.Text(own[i]), texts.Hashes[own[i]]);
        writer.Count(used.Texts.Count);
        for (int i = 0; i < used.Texts.Count; i++)
            writer.Bytes(used.Texts.Text(i));
        foreach (int code in packed)
            writer.Count(code);
    }

    public static TextFigures ReadTexts(ref ByteReader reader, int count)
    {
        var texts = new TextArena(reader.Count() is var distinct ? distinct : 0);
        for (int i = 0; i < distinct; i++)
        {
            var text = reader.Bytes();
            texts.Append(text, StableHash.Of(text));
        }
        var codes = new int[count];
        for (int i = 0; i < count; i++)
            codes[i] = reader.Within(0, distinct) - 1;
        return new TextFigures(texts, codes);
    }

    private int[] Codes => codes;

    private int[] Map(TextInterner interner)
    {
        var map = new int[texts.Count];
        for (int i = 0; i < map.Length; i++)
            map[i] = interner.Intern(texts.Text(i), texts.Hashes[i]);
        return map;
    }
}
