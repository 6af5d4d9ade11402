using System.Runtime.CompilerServices;
using Grid.Columns;

namespace Grid.Sources;

/// <summary>How a format of text writes what formats differ in.</summary>
internal abstract class CellStyle
{
    /// <summary>What is written of the values of dictionaries, for as long as these are there.</summary>
    public ConditionalWeakTable<Column, CodedText> Texts { get; } = new();

    /// <summary>A value that is none.</summary>
    public abstract byte[] Null { get; }

    public abstract byte[] NaN { get; }

    public abstract byte[] Infinity { get; }

    public abstract byte[] MinusInfinity { get; }

    /// <summary>Whether dates and timestamps stand in quotes.</summary>
    public abstract bool QuotesMoments { get; }

    /// <summary>Whether values other than texts may be written as a word that means null where they are read again.</summary>
    public virtual bool HasNullValues => false;

    /// <summary>Whether a value, as it is written, would be null where it is read again.</summary>
    public virtual bool IsNullWord(ReadOnlySpan<byte> value) => false;

    public abstract void WriteText(ReadOnlySpan<byte> text, Utf8Lines to);
}
