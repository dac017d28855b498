using Hms.Tuning.Spaces;

namespace Hms.Tests.Tuning.Spaces;

public sealed class OptionSpaceTests
{
    private enum Mode { Fast, Exact }

    private static ParameterValues Values(SearchSpace space, params (string Name, object? Value)[] values) => space.Bind(values.ToDictionary(x => x.Name, x => x.Value));

    [Fact]
    public void Of_EveryKindOfMember_MakesTheParameters()
    {
        var space = SearchSpace.Of<All>();
        Assert.Equal(
            [
                "Base: 0 to 1",
                "Leaves: 4 to 128 (integer, log)",
                "Rate: 0.0001 to 1 (log)",
                "Decay: 0 to 0.5 (step 0.1)",
                "Rows: 0 to 9000000000 (integer, step 10)",
                "Mode: one of \"Fast\", \"Exact\"",
                "Some: one of \"Exact\"",
                "Name: one of \"a\", \"b\", null",
                "Size: one of 1, 2.5",
                "Flag: one of false, true",
                "Inner.X: 0 to 1",
            ],
            space.Parameters.Select(x => $"{x.Name}: {x.Distribution}"));
    }

    [Fact]
    public void Defaults_DeclaredOrOfANewObject_AreThoseThatLieInTheSpace()
    {
        var defaults = SearchSpace.Of<All>().Defaults();
        Assert.Equal("Base = 0.25, Leaves = 31, Rate = 0.01, Decay = 0.1, Rows = 0, Mode = \"Exact\", Name = \"b\", Flag = true, Inner.X = 0.5", defaults.ToString());
    }

    [Fact]
    public void Bind_Values_AreInTheObjectAndTheRestKeepsItsDefaults()
    {
        var space = SearchSpace.Of(new All { NotSearched = 7 });
        var bound = space.Bind(Values(space, ("Rate", 0.1), ("Leaves", 64), ("Rows", 8000000000L), ("Mode", "Fast"), ("Name", null), ("Size", 2.5), ("Flag", false), ("Inner.X", 0.75)));
        Assert.Equal((0.1f, 64, 8000000000L, Mode.Fast, null, 2.5, false, 0.75, 7), (bound.Rate, bound.Leaves, bound.Rows, (Mode)bound.ModeValue, bound.Name, bound.Size, bound.Flag, bound.Inner!.X, bound.NotSearched));
        Assert.Equal(0.1, bound.Decay);
    }

    [Fact]
    public void Bind_SharedNestedOptions_AreNotWrittenTo()
    {
        var shared = new Inner { X = 0.5 };
        var space = SearchSpace.Of(new All { Inner = shared });
        Assert.Equal(0.125, space.Bind(Values(space, ("Inner.X", 0.125))).Inner!.X);
        Assert.Equal(0.5, shared.X);
    }

    [Fact]
    public void Of_NestedAlternatives_AreATree()
    {
        var space = SearchSpace.Of<Training>();
        Assert.Equal(["Optimizer", "Optimizer.Adam.Beta", "Optimizer.Sgd.Momentum"], space.Parameters.Select(x => x.Name));
        Assert.Equal([null, new SearchCondition("Optimizer", 0), new SearchCondition("Optimizer", 1)], space.Parameters.Select(x => x.Condition));
        Assert.Equal("Optimizer = \"Sgd\", Optimizer.Sgd.Momentum = 0.9", space.Defaults().ToString());
        Assert.Equal(0.8, Assert.IsType<Adam>(space.Bind(Values(space, ("Optimizer", "Adam"), ("Optimizer.Adam.Beta", 0.8))).Optimizer).Beta);
        Assert.IsType<Plain>(space.Bind(Values(space, ("Optimizer", "Plain"))).Optimizer);
    }

    [Fact]
    public void Of_ManyErrors_ReportsAllWithClassAndMember()
    {
        var message = Assert.Throws<ArgumentException>(() => SearchSpace.Of<Wrong>()).Message;
        Assert.Contains("Wrong.Swapped: Low 2 must not be above high 1; swap them.", message);
        Assert.Contains("Wrong.Outside: The default 5 is not in 0 to 1.", message);
        Assert.Contains("Wrong.Text: [Range] stands on double, float, int or long, not on String; use [Choice] for other types.", message);
        Assert.Contains("Wrong.Half: 0.5 must be whole for Int32.", message);
        Assert.Contains("Wrong.Big: The range 0 to 3000000000 is beyond Int32", message);
        Assert.Contains("Wrong.Zero: Low 0 must be above 0 for a logarithmic range.", message);
        Assert.Contains("Wrong.NoFlag: [BooleanChoice] stands on a bool, not on Int32.", message);
        Assert.Contains("Wrong.Mixed: \"x\" is no Int32.", message);
        Assert.Contains("Wrong.Missing: The default \"c\" is not in one of \"a\", \"b\".", message);
        Assert.Contains("Wrong.NoSetter has no setter; give it one (init is enough).", message);
        Assert.Contains("Wrong.Hidden is not public; make it public.", message);
        Assert.Contains("Wrong.Twice carries [Range] and [Choice]; leave one.", message);
        Assert.Contains("Wrong.Abstract: Object2 cannot be made", message);
        Assert.Contains("Wrong.Unfit: String is no Inner.", message);
    }

    [Fact]
    public void Of_ClassInItself_IsRefused() => Assert.Contains("Endless is nested in itself", Assert.Throws<ArgumentException>(() => SearchSpace.Of<Endless>()).Message);

    [Fact]
    public void Of_NothingMarked_IsRefused() => Assert.Contains("Unmarked has no public member with [Range]", Assert.Throws<ArgumentException>(() => SearchSpace.Of<Unmarked>()).Message);

    [Fact]
    public void Bind_ValuesOfAnotherSpace_AreRefused()
    {
        var other = new SearchSpace(new SearchParameter("Leaves", new IntDistribution(1, 1000)));
        Assert.Contains("Parameter 'Leaves' is 1000, not in 4 to 128", Assert.Throws<ArgumentException>(() => SearchSpace.Of<All>().Bind(Values(other, ("Leaves", 1000)))).Message);
    }

    [Fact]
    public void FromJson_ASpaceWithDefaults_KeepsThem()
    {
        var space = SearchSpace.Of<All>();
        var copy = SearchSpace.FromJson(space.ToJson());
        Assert.Empty(space.DifferencesTo(copy));
        var other = SearchSpace.Of(new All { Leaves = 64 });
        Assert.Equal(["parameter 'Leaves' had the default 31, has 64"], space.DifferencesTo(other));
    }

    [Fact]
    public void Constructor_DefaultOutside_IsRefused() =>
        Assert.Contains("Parameter 'x': its default 3 is not in 0 to 1", Assert.Throws<ArgumentException>(() => new SearchSpace(new SearchParameter("x", new FloatDistribution(0, 1)) { Default = 3 })).Message);

    private class Parent
    {
        [Range(0, 1)]
        public double Base { get; set; } = 0.25;
    }

    private sealed class All : Parent
    {
        [Range(1e-4, 1, log: true)]
        public float Rate { get; set; } = 0.01f;

        [Range(0, 0.5, 0.1, step: 0.1)]
        public double Decay { get; init; } = 0.1;

        [Range(4, 128, log: true)]
        public int Leaves = 31;

        [Range(0, 9e9, step: 10)]
        public long Rows { get; set; }

        public object ModeValue => Mode;

        [Choice(Init = OptionSpaceTests.Mode.Exact)]
        public Mode Mode { get; set; }

        [Choice(nameof(OptionSpaceTests.Mode.Exact))]
        public Mode Some { get; set; }

        [Choice("a", "b", null)]
        public string? Name { get; set; } = "b";

        [Choice(1, 2.5)]
        public double Size { get; set; } = 3;

        [BooleanChoice(true)]
        public bool Flag { get; set; }

        [NestOption]
        public Inner? Inner { get; set; }

        public int NotSearched { get; set; }
    }

    private sealed class Inner
    {
        [Range(0, 1, 0.5)]
        public double X { get; set; }
    }

    private sealed class Training
    {
        [NestOption(typeof(Adam), typeof(Sgd), typeof(Plain))]
        public Optimizer Optimizer { get; set; } = new Sgd();
    }

    private abstract class Optimizer;

    private sealed class Plain : Optimizer;

    private sealed class Adam : Optimizer
    {
        [Range(0.5, 1)]
        public double Beta { get; set; }
    }

    private sealed class Sgd : Optimizer
    {
        [Range(0, 1)]
        public double Momentum { get; set; } = 0.9;
    }

    private abstract class Object2;

    private sealed class Unmarked
    {
        public double X { get; set; }
    }

    private sealed class Endless
    {
        [NestOption]
        public Endless? Again { get; set; }
    }

    private sealed class Wrong
    {
        [Range(2, 1)]
        public double Swapped { get; set; }

        [Range(0, 1, 5)]
        public double Outside { get; set; }

        [Range(0, 1)]
        public string Text { get; set; } = "";

        [Range(0.5, 4)]
        public int Half { get; set; }

        [Range(0, 3e9)]
        public int Big { get; set; }

        [Range(0, 1, log: true)]
        public double Zero { get; set; }

        [BooleanChoice]
        public int NoFlag { get; set; }

        [Choice("x")]
        public int Mixed { get; set; }

        [Choice("a", "b", Init = "c")]
        public string Missing { get; set; } = "";

        [Range(0, 1)]
        public double NoSetter { get; } = 1;

        [Range(0, 1)]
        internal double Hidden { get; set; }

        [Range(0, 1)]
        [Choice(0.5)]
        public double Twice { get; set; }

        [NestOption]
        public Object2? Abstract { get; set; }

        [NestOption(typeof(string))]
        public Inner? Unfit { get; set; }
    }
}
