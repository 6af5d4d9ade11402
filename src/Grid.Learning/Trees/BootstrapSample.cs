namespace Grid.Learning;

/// <summary>A tree's sample of the training rows, drawn with replacement.</summary>
internal static class BootstrapSample
{
    /// <summary>How often each of the rows is drawn; two draws are taken from each 64 random bits.</summary>
    public static void Draw(ulong key, int draws, Span<ushort> weights)
    {
        weights.Clear();
        var random = new RandomStream(key);
        uint rows = (uint)weights.Length;
        for (int i = 0; i < draws; i += 2)
        {
            ulong bits = random.Next();
            weights[(int)((bits >> 32) * rows >> 32)]++;
            if (i + 1 < draws)
                weights[(int)((bits & uint.MaxValue) * rows >> 32)]++;
        }
    }
}
