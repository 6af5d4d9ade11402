namespace Grid.Query;

/// <summary>Rows per bin of equal width between a numeric or temporal column's least and greatest finite value.</summary>
/// <param name="Column">A name or an expression.</param>
/// <param name="Bins">How many bins, 1 to 10,000.</param>
public sealed record HistogramQuestion(string Column, int Bins = 20) : Question;
