namespace Grid.Grains;

/// <summary>
/// Where a load takes its memory from: the account of the one silo there is, or what the silos of a cluster have left
/// together, as partitions are placed where there is room.
/// </summary>
/// <param name="own">This silo's account.</param>
/// <param name="locator">Knows the other silos.</param>
public sealed class LoadMemory(SiloMemory own, IGrainLocator locator)
{
    /// <summary>Takes bytes that are still to be loaded, in place of what was taken for the same load before, or refuses.</summary>
    /// <param name="load">Which load.</param>
    /// <param name="bytes">How many.</param>
    /// <param name="what">What they are for, as the start of a sentence.</param>
    /// <param name="held">Bytes that the load holds already.</param>
    /// <exception cref="MemoryBudgetException">They do not fit.</exception>
    public void Reserve(string load, long bytes, string what, long held)
    {
        var silos = locator.Silos;
        if (silos.Count <= 1)
        {
            own.Reserve(load, bytes, what, held);
            return;
        }
        own.Hold(load, 0);
        long budget = silos.Sum(s => s.Budget), left = silos.Sum(s => Math.Max(0, s.Budget - s.Bytes));
        if (bytes > left)
        {
            throw new MemoryBudgetException(
                $"{what} takes about {SiloMemory.Size(bytes + held)}, and the {silos.Count} silos have {SiloMemory.Size(left + held)} left of their budgets of {SiloMemory.Size(budget)}. "
                + "Drop other datasets, load fewer files, add silos, or allow more memory.");
        }
    }

    /// <summary>Gives back what a load has not used.</summary>
    public void Release(string load) => own.Hold(load, 0);
}
