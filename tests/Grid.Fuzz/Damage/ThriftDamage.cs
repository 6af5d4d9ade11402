namespace Grid.Fuzz.Damage;

/// <summary>Damages a Thrift struct where a reader of it takes numbers, names and counts from.</summary>
internal static class ThriftDamage
{
    /// <summary>Changes something below the node.</summary>
    public static void Wound(Random random, ThriftNode tree)
    {
        ThriftNode[] all = [.. tree.All()];
        ThriftNode[] numbers = [.. all.Where(node => node.IsNumber)];
        var chosen = all[random.Next(all.Length)];
        switch (random.Next(8))
        {
            case < 4 when numbers.Length > 0:
                Renumber(random, numbers[random.Next(numbers.Length)], numbers);
                break;
            case 4 when chosen.Children.Count > 0:
                chosen.Children.RemoveAt(random.Next(chosen.Children.Count));
                break;
            case 5 when chosen.Children.Count > 0:
                chosen.Children.Insert(random.Next(chosen.Children.Count + 1), all[random.Next(all.Length)] is var other && !other.All().Contains(chosen) ? other : chosen.Children[0]);
                break;
            case 6 when chosen.Type is ThriftNode.Binary or ThriftNode.List:
                chosen.Overstated = random.Next(3) == 0 ? Mutation.Edge(random) : random.Next(-2, 3);
                break;
            case 7 when chosen.Bytes.Length > 0:
                chosen.Bytes = [.. chosen.Bytes];
                chosen.Bytes[random.Next(chosen.Bytes.Length)] ^= (byte)(1 << random.Next(8));
                break;
            default:
                chosen.Id = random.Next(5) == 0 ? random.Next(1, 20) : chosen.Id;
                break;
        }
    }

    private static void Renumber(Random random, ThriftNode node, ThriftNode[] others) => node.Number = random.Next(5) switch
    {
        0 => Mutation.Edge(random),
        1 => others[random.Next(others.Length)].Number,
        2 => random.Next(32),
        3 => node.Number * random.Next(-2, 5),
        _ => node.Number + random.Next(-3, 4),
    };
}
