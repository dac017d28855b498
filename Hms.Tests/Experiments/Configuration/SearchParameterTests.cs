using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Steps;

namespace Hms.Tests.Experiments.Configuration;

public sealed class SearchParameterTests
{
    private const string Space =
        """
        "override": { "normalize.scope": { "choice": ["instance", "datawide"] }, "filter.highCutoffHz": { "choice": [20, 30.5, null] }, "clipPower.lowLn": { "range": [-8, -4] } },
        "model": { "dropout": { "range": [0, 0.4], "step": 0.1 } },
        "training": {
          "epochs": { "range": [2, 8] },
          "batchSize": { "range": [8, 64], "log": true },
          "optimizer": { "adamW": { "learningRate": { "range": [1e-4, 1e-2], "log": true } } }
        }
        """;

    [Fact]
    public void SearchParameters_Ranges_AreDeclaredInOrderOfTheSettings()
    {
        var parameters = Experiment.Child(Space).SearchParameters;
        Assert.Equal(
            [
                "filter.highCutoffHz Categorical [20, 30.5, null]",
                "clipPower.lowLn Float -8..-4",
                "normalize.scope Categorical [instance, datawide]",
                "model.dropout Float 0..0.4 step 0.1",
                "training.epochs Int 2..8 step 1",
                "training.batchSize Int 8..64 log step 1",
                "training.optimizer.adamW.learningRate Float 0.0001..0.01 log",
            ],
            parameters.Select(Words));
        Assert.Equal([20.0, 30.5, null], parameters[0].ChoiceValues);
    }

    [Fact]
    public void SearchParameters_KeyOrderOfTheFile_DoesNotMatter()
    {
        var one = Experiment.Child("\"model\": { \"dropout\": { \"range\": [0, 0.4] } }, \"training\": { \"epochs\": { \"range\": [1, 2] }, \"batchSize\": { \"choice\": [8, 16] } }");
        var two = Experiment.Child("\"training\": { \"batchSize\": { \"choice\": [8, 16] }, \"epochs\": { \"range\": [1, 2] } }, \"model\": { \"dropout\": { \"range\": [0, 0.4] } }");
        Assert.Equal(one.SearchParameters.Select(Words), two.SearchParameters.Select(Words));
    }

    [Fact]
    public void Bind_AllValues_SetsThem()
    {
        var settings = Experiment.Child(Space).Bind(Experiment.Values(
            ("filter.highCutoffHz", 30.5), ("clipPower.lowLn", -5.5), ("normalize.scope", "datawide"), ("model.dropout", 0.2),
            ("training.epochs", 3L), ("training.batchSize", 32), ("training.optimizer.adamW.learningRate", 0.003)));
        Assert.Equal(30.5, settings.Transforms.OfType<FilterStep>().Single().HighCutoffHz);
        Assert.Equal(-5.5, settings.Transforms.OfType<ClipStep>().Last().LowLn);
        Assert.Equal(NormalizeScope.Datawide, settings.Transforms.OfType<NormalizeStep>().Single().Scope);
        Assert.Equal((0.2, 3, 32), (settings.Model.Dropout, settings.Training.Epochs, settings.Training.BatchSize));
        Assert.Equal(new AdamWSettings { LearningRate = 0.003 }, settings.Training.Optimizer);
    }

    [Theory]
    [InlineData("20", 20.0)]
    [InlineData(20L, 20.0)]
    [InlineData(20.0, 20.0)]
    [InlineData("30.5", 30.5)]
    [InlineData(null, null)]
    [InlineData("null", null)]
    public void Bind_Choice_IsTakenByValueOrLabel(object? value, double? expected) => Assert.Equal(expected, BindHighCutoff(value));

    [Fact]
    public void Bind_ChoiceIndex_IsTakenByPosition() => Assert.Equal(30.5, BindHighCutoff(new ChoiceIndex(1)));

    [Fact]
    public void Bind_WrongValues_ThrowsWithAllNames()
    {
        var experiment = Experiment.Child("\"model\": { \"dropout\": { \"range\": [0, 0.4] } }, \"training\": { \"epochs\": { \"range\": [1, 2] }, \"batchSize\": { \"choice\": [8, 16] } }");
        var error = Assert.Throws<ArgumentException>(() => experiment.Bind(Experiment.Values(("training.epochs", 1.5), ("training.batchSize", 9), ("model.depth", 3))));
        Assert.StartsWith(
            "Experiment \"child\" cannot take these parameter values: model.dropout is missing; training.epochs 1.5 is not an integer between 1 and 2; training.batchSize 9 is none of 8, 16; model.depth is no parameter.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ChoiceOfAlternatives_Value_IsTakenByKeyOrIndex()
    {
        var experiment = Experiment.Child("\"training\": { \"schedule\": { \"choice\": [{ \"cosine\": {} }, \"constant\"] } }");
        var parameter = Assert.Single(experiment.SearchParameters);
        Assert.Equal(("training.schedule", "cosine, constant"), (parameter.Name, string.Join(", ", parameter.Choices)));
        Assert.IsType<ConstantSettings>(experiment.Bind(Experiment.Values(("training.schedule", "constant"))).Training.Schedule);
        Assert.IsType<CosineSettings>(experiment.Bind(Experiment.Values(("training.schedule", new ChoiceIndex(0)))).Training.Schedule);
    }

    [Fact]
    public void Range_InAStepWithoutAddress_NeedsAnId()
    {
        var problem = Assert.Single(Experiment.Problems("\"transforms\": [{ \"clip\": { \"high\": { \"range\": [1, 2] } } }, { \"clip\": { \"low\": 0 } }]"));
        Assert.Equal(DiagnosticCodes.VariationWithoutAddress, problem.Code);
    }

    [Theory]
    [InlineData("\"training\": { \"epochs\": { \"range\": [1, 10], \"step\": 3 } }", true)]
    [InlineData("\"training\": { \"epochs\": { \"range\": [1, 10], \"step\": 4 } }", false)]
    [InlineData("\"model\": { \"dropout\": { \"range\": [0, 0.3], \"step\": 0.1 } }", true)]
    [InlineData("\"model\": { \"dropout\": { \"range\": [0, 1] } }", false)]
    [InlineData("\"model\": { \"dropout\": { \"choice\": [0, 0.0] } }", false)]
    [InlineData("\"override\": { \"filter.lowCutoffHz\": { \"range\": [0.1, 19] } }", true)]
    [InlineData("\"override\": { \"filter.lowCutoffHz\": { \"range\": [0.1, 21] } }", false)]
    public void Parse_Range_IsHeldAgainstItsValuesLimits(string members, bool isValid) => Assert.Equal(isValid, Experiment.Problems(members).Count == 0);

    private static double? BindHighCutoff(object? value) => Experiment.Child("\"override\": { \"filter.highCutoffHz\": { \"choice\": [20, 30.5, null] } }")
        .Bind(Experiment.Values(("filter.highCutoffHz", value))).Transforms.OfType<FilterStep>().Single().HighCutoffHz;

    private static string Words(SearchParameterDeclaration parameter)
    {
        var values = parameter.Kind == SearchParameterKind.Categorical
            ? $"[{string.Join(", ", parameter.Choices)}]"
            : FormattableString.Invariant($"{parameter.Low}..{parameter.High}{(parameter.Log ? " log" : "")}{(parameter.Step is null ? "" : " step ")}{parameter.Step}");
        return $"{parameter.Name} {parameter.Kind} {values}";
    }
}
