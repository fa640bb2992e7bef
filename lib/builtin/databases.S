/* The compiled rules (match/compiled_rules.h), as read-only data of the program. */
    .section .rodata
    .balign 64 /* match::kSectionAlignment */
    .global veto_compiled_rules
    .global veto_compiled_rules_end
veto_compiled_rules:
    .incbin "compiled_rules.bin"
veto_compiled_rules_end:
    .section .note.GNU-stack, "", %progbits
