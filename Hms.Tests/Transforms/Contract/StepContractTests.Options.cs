using System.Reflection;
using Microsoft.ML;

namespace Hms.Tests.Transforms;

public sealed partial class StepContractTests
{
    // Options that any number is good for, or that are drawn from.
    private static readonly HashSet<string> AnyValue = ["Seed"];

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Constructor_SenselessOption_IsRefusedByName(string name)
    {
        var estimator = StepCase.Get(name).Estimator!;
        var options = OptionsOf(estimator);
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite && !AnyValue.Contains(property.Name)))
        {
            if (Senseless(property.PropertyType) is not { } value) { continue; }
            // A count that this case does not use may hold any number; some case of the step uses it.
            var cases = value is int ? StepCase.All.Select(step => step.Estimator).Where(other => other?.GetType() == estimator.GetType()) : [estimator];
            Assert.True(cases.Any(other => IsRefusedByName(other!, property, value)), $"{options.GetType().Name}.{property.Name} = {value} is accepted, or refused without its name.");
        }
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Constructor_SeveralErrors_AreReportedTogether(string name)
    {
        var estimator = StepCase.Get(name).Estimator!;
        var options = OptionsOf(estimator);
        var faulty = options;
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite && !AnyValue.Contains(property.Name)))
        {
            if (Senseless(property.PropertyType) is { } value) { faulty = With(faulty, property, value); }
        }
        var errors = (IReadOnlyList<string>)faulty.GetType().GetMethod("Validate")!.Invoke(faulty, [])!;
        var error = Assert.IsAssignableFrom<ArgumentException>(Record.Exception(() => Create(estimator.GetType(), faulty)));
        Assert.NotEmpty(errors);
        Assert.All(errors, message => Assert.Contains(message, error.Message, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Validate_GoodOptions_HasNoErrors(string name)
    {
        var options = OptionsOf(StepCase.Get(name).Estimator!);
        Assert.Empty((IReadOnlyList<string>)options.GetType().GetMethod("Validate")!.Invoke(options, [])!);
    }

    [Theory, MemberData(nameof(StepCase.EstimatorNames), MemberType = typeof(StepCase))]
    public void Constructor_NoOptions_IsRefused(string name) =>
        Assert.IsType<ArgumentNullException>(Record.Exception(() => Create(StepCase.Get(name).Estimator!.GetType(), null)));

    [Fact]
    public void Cases_EveryEstimator_HasOne()
    {
        var types = typeof(Hms.Transforms.HmsContextExtensions).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEstimator<>)))
            .Where(type => type != typeof(Hms.Transforms.Pipelines.HmsPipeline)); // a chain of steps, with tests of its own
        Assert.Empty(types.Except(StepCase.All.Where(step => step.Estimator is not null).Select(step => step.Estimator!.GetType())));
    }

    [Fact]
    public void Cases_EveryTransformer_HasOneAndALoader()
    {
        var types = typeof(Hms.Transforms.HmsContextExtensions).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(ITransformer).IsAssignableFrom(type));
        Assert.Empty(types.Except(StepCase.All.Select(step => step.Fitted.GetType())));
        Assert.Equal(
            StepCase.All.Select(step => Options(step.Fitted, step)["step"]!.GetValue<string>()).Distinct().Order(),
            Hms.Transforms.Persistence.StepRegistry.Names.Order());
    }

    private static bool IsRefusedByName(IEstimator<ITransformer> estimator, PropertyInfo property, object value) =>
        Record.Exception(() => Create(estimator.GetType(), With(OptionsOf(estimator), property, value))) is ArgumentException error && error.Message.Contains(property.Name, StringComparison.OrdinalIgnoreCase);

    private static object OptionsOf(IEstimator<ITransformer> estimator) => estimator.GetType().GetProperty("Options")!.GetValue(estimator)!;

    private static object? Create(Type estimator, object? options)
    {
        try { return estimator.GetConstructors().Single(constructor => constructor.GetParameters().Length == 1).Invoke([options]); }
        catch (TargetInvocationException e) { throw e.InnerException!; }
    }

    private static object With(object options, PropertyInfo property, object value)
    {
        var copy = options.GetType().GetMethod("<Clone>$")!.Invoke(options, [])!;
        property.SetValue(copy, value);
        return copy;
    }

    /// <summary>A value that no option of its type can mean; null where there is none.</summary>
    private static object? Senseless(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(double)) { return double.NaN; }
        if (plain == typeof(float)) { return float.NaN; }
        if (plain == typeof(int)) { return int.MinValue; }
        if (plain == typeof(string)) { return " "; }
        return plain.IsEnum ? Enum.ToObject(plain, 999) : null;
    }
}
