namespace Grid.Query;

/// <summary>Three-valued logic (S. C. Kleene), 64 rows at a time.</summary>
internal static class LogicKernel
{
    public static void AndOr(Vector left, Vector right, Vector result, int count, bool and)
    {
        bool nullable = !left.AllValid || !right.AllValid;
        Span<ulong> valid = nullable ? result.Nullable(count) : default;
        for (int w = 0; w < Vector.Words(count); w++)
        {
            ulong leftValid = left.ValidWord(w, count), rightValid = right.ValidWord(w, count);
            ulong leftTrue = left.Bits[w] & leftValid, rightTrue = right.Bits[w] & rightValid;
            ulong leftFalse = leftValid & ~leftTrue, rightFalse = rightValid & ~rightTrue;
            ulong isTrue = and ? leftTrue & rightTrue : leftTrue | rightTrue;
            result.Bits[w] = isTrue;
            if (nullable)
                valid[w] = isTrue | (and ? leftFalse | rightFalse : leftFalse & rightFalse);
        }
    }

    public static void Not(Vector input, Vector result, int count)
    {
        for (int w = 0; w < Vector.Words(count); w++)
            result.Bits[w] = ~input.Bits[w] & Vector.Mask(w, count);
    }

    public static void IsNull(Vector input, Vector result, int count)
    {
        for (int w = 0; w < Vector.Words(count); w++)
            result.Bits[w] = ~input.ValidWord(w, count) & Vector.Mask(w, count);
    }
}
