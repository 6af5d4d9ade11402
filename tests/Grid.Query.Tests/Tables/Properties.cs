using FsCheck;
using FsCheck.Fluent;

namespace Grid.Query.Tests;

/// <summary>Runs a property for many seeds of random tables; a failure names its seed.</summary>
public static class Properties
{
    public static void Hold(Action<int> property, int runs = 60) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(runs).WithQuietOnSuccess(true),
        Prop.ForAll(ArbMap.Default.ArbFor<PositiveInt>(), seed =>
        {
            property(seed.Get * 7919 + 1);
            return true;
        }));
}
