namespace Grid.Grains.Tests.Memory;

public sealed class SiloMemoryTests
{
    [Fact]
    public void What_does_not_fit_is_refused_with_the_figures_and_changes_nothing()
    {
        var memory = new SiloMemory("local", 10 << 20);
        memory.Reserve("a", 4 << 20, "Loading a");

        var refusal = Assert.Throws<MemoryBudgetException>(() => memory.Reserve("b", 7 << 20, "Loading b"));

        Assert.Equal(
            "Loading b takes about 7.34 MB, and silo 'local' has 6.29 MB left of its budget of 10.5 MB. "
            + "Drop other datasets, load fewer files, or allow more memory.", refusal.Message);
        Assert.Equal(4 << 20, memory.Used);
        memory.Reserve("b", 6 << 20, "Loading b");
    }

    [Fact]
    public void A_reservation_is_replaced_by_the_next_of_its_owner()
    {
        var memory = new SiloMemory("local", 100);

        memory.Reserve("a", 80, "Loading a");
        memory.Reserve("a", 90, "Loading a");
        memory.Hold("a", 5);

        Assert.Equal(5, memory.Used);
        memory.Hold("a", 0);
        Assert.Equal(0, memory.Used);
    }

    [Fact]
    public void What_is_held_counts_even_where_it_was_not_foreseen()
    {
        var memory = new SiloMemory("local", 100);

        memory.Hold("a", 120);

        Assert.Equal(120, memory.Used);
        Assert.Throws<MemoryBudgetException>(() => memory.Reserve("b", 0, "Loading b"));
    }

    [Fact]
    public void What_is_expected_takes_room_and_is_told_as_used_only_once_it_is_held()
    {
        var memory = new SiloMemory("local", 100);

        memory.Expect("a", 60, "partition a");

        Assert.Equal(0, memory.Used);
        Assert.Throws<MemoryBudgetException>(() => memory.Expect("b", 50, "partition b"));
        memory.Hold("a", 20);
        Assert.Equal(20, memory.Used);
        memory.Expect("b", 80, "partition b");
    }
}
