using System.Numerics;

namespace Grid.Query;

/// <summary>
/// An estimate of how many distinct hashes were seen, from the longest run of zeros in each of 2^precision streams
/// (P. Flajolet et al., 2007), read off by the estimator of O. Ertl, New cardinality estimation algorithms for HyperLogLog
/// sketches, 2017, which needs no tables and no thresholds. Standard error 1.04 / sqrt(2^precision). Merging takes maxima.
/// </summary>
internal sealed class HyperLogLog
{
    private readonly byte[] _registers;
    private readonly int _precision;

    public HyperLogLog(int precision) => (_precision, _registers) = (precision, new byte[1 << precision]);

    private HyperLogLog(int precision, byte[] registers) => (_precision, _registers) = (precision, registers);

    public void Add(ulong hash)
    {
        int register = (int)(hash >> (64 - _precision));
        int rank = Math.Min(BitOperations.LeadingZeroCount(hash << _precision), 64 - _precision) + 1;
        if (_registers[register] < rank)
            _registers[register] = (byte)rank;
    }

    /// <exception cref="ArgumentException">The sketches are of different sizes.</exception>
    public HyperLogLog Merge(HyperLogLog next)
    {
        if (next._precision != _precision)
            throw new ArgumentException("Sketches of different sizes cannot be merged.", nameof(next));
        var merged = (byte[])_registers.Clone();
        for (int i = 0; i < merged.Length; i++)
            merged[i] = Math.Max(merged[i], next._registers[i]);
        return new HyperLogLog(_precision, merged);
    }

    public long Estimate()
    {
        int q = 64 - _precision;
        double m = _registers.Length;
        var histogram = new int[q + 2];
        foreach (byte register in _registers)
            histogram[register]++;
        double z = m * Tau((m - histogram[q + 1]) / m);
        for (int k = q; k >= 1; k--)
            z = 0.5 * (z + histogram[k]);
        z += m * Sigma(histogram[0] / m);
        return (long)Math.Round(m * m / (2 * Math.Log(2)) / z);
    }

    public void Write(ByteWriter writer)
    {
        writer.Byte((byte)_precision);
        writer.Bytes(_registers);
    }

    public static HyperLogLog Read(ref ByteReader reader)
    {
        int precision = reader.Within(4, 18);
        var registers = reader.Bytes();
        return registers.Length == 1 << precision && registers.All(r => r <= 65 - precision)
            ? new HyperLogLog(precision, registers)
            : throw reader.Corrupt("a sketch's registers are out of range");
    }

    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        double y = 1, z = x, last;
        do
        {
            x *= x;
            last = z;
            z += x * y;
            y += y;
        }
        while (z != last);
        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        double y = 1, z = 1 - x, last;
        do
        {
            x = Math.Sqrt(x);
            last = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        while (z != last);
        return z / 3;
    }
}
