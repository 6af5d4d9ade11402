namespace Grid.Samples;

/// <summary>
/// The few functions that the sample draws on, made of sums, products, quotients and square roots alone. Those are exact
/// to the bit on every machine; the system's exp and log are not, and a single bit would change a file.
/// </summary>
internal static class SampleMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the power of <paramref name="x"/>, for |x| up to 700, to about 1e-15.</summary>
    public static double Exp(double x)
    {
        // x = k ln 2 + r with |r| <= ln 2 / 2; Taylor's series ends at r^13 / 13! < 2e-16.
        double k = Math.Floor(x * 1.4426950408889634 + 0.5);
        double r = x - k * Ln2High - k * Ln2Low;
        double sum = 1 + r / 13;
        for (int i = 12; i > 0; i--)
            sum = 1 + r * Inverse[i] * sum;
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>The natural logarithm of a positive normal number, to about 1e-15.</summary>
    public static double Log(double x)
    {
        // x = 2^k m with m in [0.7, 1.4]; ln m = 2 atanh((m - 1) / (m + 1)), whose series in s^2 <= 0.03 falls fast.
        long bits = BitConverter.DoubleToInt64Bits(x);
        long k = (bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            k++;
        }
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double sum = 1.0 / 19;
        for (int i = 17; i > 0; i -= 2)
            sum = Inverse[i] + z * sum;
        return k * Ln2Low + 2 * s * sum + k * Ln2High;
    }

    /// <summary>The value below which a standard normal draw falls with this probability (Wichura 1988, algorithm AS 241).</summary>
    public static double NormalQuantile(double probability)
    {
        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r
                + 3.387132872796366608)
                / (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1);
        }

        double tail = Math.Sqrt(-Log(q < 0 ? probability : 1 - probability));
        double value;
        if (tail <= 5)
        {
            double r = tail - 1.6;
            value = (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r
                + 1.42343711074968357734)
                / (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1);
        }
        else
        {
            double r = tail - 5;
            value = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r
                + 6.6579046435011037772)
                / (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1);
        }
        return q < 0 ? -value : value;
    }

    private static ReadOnlySpan<double> Inverse =>
    [
        0, 1.0, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8, 1.0 / 9,
        1.0 / 10, 1.0 / 11, 1.0 / 12, 1.0 / 13, 1.0 / 14, 1.0 / 15, 1.0 / 16, 1.0 / 17,
    ];
}
