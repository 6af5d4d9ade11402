
namespace Grid.Sources.Tests;

public sealed class ScratchPoolTests
{
    [Fact]
    public void An_array_is_at_most_a_quarter_larger_than_what_was_asked_for()
    {
        var pool = new ScratchPool();
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            int bytes = (1 << 16) + 1 + random.Next(1 << random.Next(1, 22));
            Assert.InRange(pool.Rent(bytes).Length, bytes, bytes * 5L / 4);
        }
        for (int power = 17; power < 24; power++)
            Assert.Equal(1 << power, pool.Rent(1 << power).Length);
    }

    [Fact]
    public void An_array_that_was_returned_is_rented_again_where_it_is_not_much_too_large()
    {
        var pool = new ScratchPool();
        var array = pool.Rent(1_000_000);
        Assert.Equal(0, pool.Bytes);
        pool.Return(array);
        Assert.Equal(array.Length, pool.Bytes);
        Assert.NotSame(array, pool.Rent(array.Length + 1));
        Assert.NotSame(array, pool.Rent(500_000));
        Assert.Same(array, pool.Rent(800_000));
        Assert.Equal(0, pool.Bytes);
    }

    [Fact]
    public void Arrays_that_are_out_are_nobody_elses()
    {
        var pool = new ScratchPool();
        Parallel.For(0, 64, thread =>
        {
            for (int i = 0; i < 50; i++)
            {
                var array = pool.Rent(70_000 + (1000 * thread));
                array.AsSpan().Fill((byte)thread);
                Thread.Yield();
                Assert.True(array.AsSpan().IndexOfAnyExcept((byte)thread) < 0);
                pool.Return(array);
            }
        });
    }

    [Fact]
    public void What_was_not_used_for_some_collections_goes()
    {
        var pool = new ScratchPool();
        var array = pool.Rent(100_000);
        pool.Return(array);
        int now = GC.CollectionCount(GC.MaxGeneration);
        Assert.True(pool.Trim(now + 3));
        Assert.Equal(array.Length, pool.Bytes);
        Assert.False(pool.Trim(now + 12));
        Assert.Equal(0, pool.Bytes);
    }

    [Fact]
    public void Collections_trim_without_a_word()
    {
        var pool = new ScratchPool();
        for (int time = 0; time < 2; time++)
        {
            pool.Return(pool.Rent(100_000));
            for (int i = 0; i < 20 && pool.Bytes > 0; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            Assert.Equal(0, pool.Bytes);
        }
    }

    [Fact]
    public void A_buffer_keeps_what_it_has_while_it_grows_from_small_to_large()
    {
        using var bytes = new PooledBytes();
        for (int used = 1; used < 1 << 20; used *= 2)
        {
            bytes.Reserve(used, used / 2);
            bytes.Array.AsSpan(used / 2, used - (used / 2)).Fill((byte)int.Log2(used));
            for (int at = 1; at < used; at++)
            {
                if (bytes.Array[at] != int.Log2(at) + 1)
                    Assert.Fail($"byte {at} of {used} is {bytes.Array[at]}");
            }
        }
    }
}
