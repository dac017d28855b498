namespace Hms.Tuning.Spaces;

/// <summary>Makes the parameter of a member out of its attribute.</summary>
internal static class OptionParameter
{
    /// <summary>The parameter; null, with an error added, when attribute and member do not fit.</summary>
    /// <param name="member">The member.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="current">The member's value in a new object: the default where the attribute declares none.</param>
    /// <param name="name">Full name of the parameter.</param>
    /// <param name="condition">When it exists.</param>
    /// <param name="errors">Receives what is wrong.</param>
    public static SearchParameter? Create(OptionMember member, Attribute attribute, object? current, string name, SearchCondition? condition, List<string> errors)
    {
        var found = new List<string>();
        try
        {
            var (distribution, init) = attribute switch
            {
                RangeAttribute range => Range(range, member.Type, found),
                ChoiceAttribute choice => Choices(choice, member.Type, found),
                BooleanChoiceAttribute flag => (member.Type == typeof(bool) ? new CategoricalDistribution(false, true) : Refuse(found, $"[BooleanChoice] stands on a bool, not on {member.Type.Name}."), flag.Init),
                _ => throw new ArgumentException($"{attribute.GetType().Name} makes no parameter."),
            };
            if (distribution is not null && found.Count == 0) { found.AddRange(distribution.Validate()); }
            if (distribution is not null && found.Count == 0) { return new SearchParameter(name, distribution, condition) { Default = Default(distribution, init, current, member.Type, found) }; }
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException) { found.Add(exception.Message); }
        finally { errors.AddRange(found.Select(x => $"{member.FullName}: {x}")); }
        return null;
    }

    private static (ParameterDistribution?, object?) Range(RangeAttribute range, Type type, List<string> errors)
    {
        object? init = double.IsNaN(range.Init) ? null : range.Init;
        if (range.Step < 0) { return (Refuse(errors, $"Step {range.Step} must be above 0, or left out."), init); }
        if (OptionValue.IsReal(type)) { return (new FloatDistribution(range.Min, range.Max, range.Log, range.Step == 0 ? null : range.Step), init); }
        if (!OptionValue.IsInteger(type)) { return (Refuse(errors, $"[Range] stands on double, float, int or long, not on {type.Name}; use [Choice] for other types."), init); }
        foreach (var number in new[] { range.Min, range.Max, range.Step }.Where(x => x != Math.Floor(x))) { errors.Add($"{number} must be whole for {type.Name}."); }
        if (errors.Count > 0) { return (null, init); }
        var (least, most) = type == typeof(int) ? (int.MinValue, int.MaxValue) : (-Math.Pow(2, 53), Math.Pow(2, 53));
        if (range.Min < least || range.Max > most) { return (Refuse(errors, $"The range {range.Min} to {range.Max} is beyond {type.Name} ({least} to {most})."), init); }
        return (new IntDistribution((long)range.Min, (long)range.Max, range.Log, range.Step == 0 ? 1 : (long)range.Step), init);
    }

    private static (ParameterDistribution?, object?) Choices(ChoiceAttribute choice, Type type, List<string> errors)
    {
        if (!OptionValue.IsKnown(type)) { return (Refuse(errors, $"[Choice] stands on double, float, int, long, bool, string or an enum, not on {type.Name}; use [NestOption] for a class."), null); }
        if (choice.Choices.Count == 0 && !type.IsEnum) { return (Refuse(errors, "[Choice] needs its choices; they may be left out for an enum alone."), null); }
        var choices = choice.Choices.Count == 0 ? Enum.GetNames(type) : choice.Choices.Select(x => OptionValue.ToExternal(x, type)).ToArray();
        return (new CategoricalDistribution(choices), choice.Init is null ? null : OptionValue.ToExternal(choice.Init, type));
    }

    /// <summary>A declared default must be a value of the parameter; the member's own value is taken where it is one.</summary>
    private static double? Default(ParameterDistribution distribution, object? init, object? current, Type type, List<string> errors)
    {
        try { return distribution.ToInternal(init ?? OptionValue.ToExternal(current, type)); }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            if (init is not null) { errors.Add($"The default {ChoiceValue.Show(init)} is not in {distribution}."); }
            return null;
        }
    }

    private static ParameterDistribution? Refuse(List<string> errors, string error)
    {
        errors.Add(error);
        return null;
    }
}
