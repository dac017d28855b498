namespace Hms.Tuning.Spaces;

/// <summary>The search space of an option class: made from its attributes, and back from values to an object.</summary>
/// <typeparam name="TOptions">A class whose public properties or fields carry <see cref="RangeAttribute"/>, <see cref="ChoiceAttribute"/>, <see cref="BooleanChoiceAttribute"/> or <see cref="NestOptionAttribute"/>.</typeparam>
public sealed class SearchSpace<TOptions> : SearchSpace
    where TOptions : class, new()
{
    private readonly OptionSchema _schema;
    private readonly TOptions _defaults;

    /// <summary>Reads the class.</summary>
    /// <param name="defaults">Values of all that is not searched, and the defaults of what is (unless an attribute declares another); null for a new object.</param>
    /// <exception cref="ArgumentException">An attribute does not fit its member; the message lists all errors, each with class and member.</exception>
    public SearchSpace(TOptions? defaults = null)
        : this(defaults ?? new TOptions(), Read(defaults ?? new TOptions())) { }

    private SearchSpace(TOptions defaults, OptionSchema schema)
        : base(schema.Parameters) => (_defaults, _schema) = (defaults, schema);

    /// <summary>An object with the values of a trial; members that are not searched, or that the trial lacks, keep their defaults.</summary>
    /// <param name="values">Values of a trial.</param>
    /// <exception cref="ArgumentException">A value is not in this space's distribution: the trial was made with another space.</exception>
    public TOptions Bind(ParameterValues values)
    {
        foreach (var given in values)
        {
            if (Find(given.Name) is not { } mine || (mine.Distribution.IsCompatibleWith(given.Distribution) && mine.Distribution.Contains(given.InternalValue))) { continue; }
            throw new ArgumentException($"Parameter '{given.Name}' is {ChoiceValue.Show(given.Value)}, not in {mine.Distribution}; the trial was made with another space than {typeof(TOptions).Name}.", nameof(values));
        }
        var options = (TOptions)OptionMember.Copy(_defaults);
        _schema.Assign(options, values);
        return options;
    }

    private static OptionSchema Read(TOptions defaults)
    {
        var errors = new List<string>();
        var schema = OptionSchema.Read(defaults, "", null, errors);
        if (errors.Count > 0) { throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(defaults)); }
        return schema;
    }
}
